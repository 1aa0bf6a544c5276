package main

// The order service, as `../python/orders.py` tells it.

var orders = []struct {
	tier    string
	seconds float64
}{
	{"gold", 0.004}, {"silver", 0.02}, {"bronze", 0.3}, {"gold", 0.06}, {"silver", 0.7}, {"bronze", 2.0},
	{"gold", 0.011}, {"silver", 0.25}, {"bronze", 0.09}, {"gold", 7.5}, {"silver", 0.033}, {"bronze", 0.5},
}

// play records the shop's orders.
func play(feeder *feeder) {
	record := feeder.record
	shop := func(kind, name, unit, description string) *instrument {
		made, err := record.instrument(kind, name)
		if err != nil {
			panic(err)
		}
		made.unit, made.description = unit, description
		return made
	}
	processed := shop("counter", "orders.processed", "{order}", "Orders processed so far.")
	duration := shop("histogram", "order.duration", "s", "How long orders took.")
	duration.bounds = []float64{0.01, 0.05, 0.1, 0.5, 1, 5}
	open := shop("updown", "orders.open", "{order}", "Orders that are being worked on.")
	waiting := shop("gauge", "queue.length", "{order}", "Orders that wait.")

	add := func(to *instrument, value number, key, attribute string) {
		if err := record.add(to, value, map[string]string{key: attribute}); err != nil {
			panic(err)
		}
	}
	one := number{isInt: true, integer: 1}
	for _, order := range orders {
		add(processed, one, "tier", order.tier)
		add(duration, number{float: order.seconds}, "tier", order.tier)
	}
	for _, tier := range []string{"gold", "silver", "bronze"} {
		add(open, one, "tier", tier)
	}
	add(waiting, number{isInt: true, integer: 3}, "queue", "kitchen")
	add(waiting, number{isInt: true, integer: 0}, "queue", "bar")
}
