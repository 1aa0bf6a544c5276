// Package shop is the order service: one scenario, told the same way by every emitter.
//
// A fixed list of orders is played, so that every run says the same: how many orders there were of each tier, how long they took, how many
// are still open and how many wait.
package shop

// order is an order that was taken and served.
type order struct {
	tier    string
	seconds float64
}

var orders = []order{
	{"gold", 0.004}, {"silver", 0.02}, {"bronze", 0.3}, {"gold", 0.06}, {"silver", 0.7}, {"bronze", 2.0},
	{"gold", 0.011}, {"silver", 0.25}, {"bronze", 0.09}, {"gold", 7.5}, {"silver", 0.033}, {"bronze", 0.5},
}

// Orders is how many orders the list has.
var Orders = len(orders)

// Buckets are the upper bounds of the buckets of order durations, in seconds.
var Buckets = []float64{0.01, 0.05, 0.1, 0.5, 1.0, 5.0}

// Shop is what an emitter has to be able to say. Each library has its own.
type Shop interface {
	// Ordered says that an order was taken and served.
	Ordered(tier string, seconds float64)
	// Opened says that an order was taken and is still open.
	Opened(tier string)
	// Waiting says how many orders wait in a queue.
	Waiting(queue string, orders int64)
}

// Play plays the first so many orders of the list, again and again if there are more.
func Play(shop Shop, number int) {
	for i := range number {
		order := orders[i%len(orders)]
		shop.Ordered(order.tier, order.seconds)
	}
	for _, tier := range []string{"gold", "silver", "bronze"} {
		shop.Opened(tier)
	}
	shop.Waiting("kitchen", 3)
	shop.Waiting("bar", 0)
}
