package otelshop

import (
	"context"
	"errors"
	"sync"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"meterstick/emitters/internal/shop"
)

// Instruments are those of the shop.
type Instruments struct {
	processed metric.Int64Counter
	duration  metric.Float64Histogram
	open      metric.Int64UpDownCounter

	// A callback asks for the queues whenever a reader collects.
	mu     sync.Mutex
	queues map[string]int64
}

// NewInstruments makes them.
func NewInstruments(provider metric.MeterProvider, renamed bool) (*Instruments, error) {
	meter := provider.Meter("shop",
		metric.WithInstrumentationVersion("1.0"), metric.WithSchemaURL("https://opentelemetry.io/schemas/1.27.0"))
	name := "orders.processed"
	if renamed {
		name = "orders.handled"
	}
	i := &Instruments{queues: map[string]int64{}}
	var errs [4]error
	i.processed, errs[0] = meter.Int64Counter(name,
		metric.WithUnit("{order}"), metric.WithDescription("Orders processed so far."))
	i.duration, errs[1] = meter.Float64Histogram("order.duration",
		metric.WithUnit("s"), metric.WithDescription("How long orders took."), metric.WithExplicitBucketBoundaries(shop.Buckets...))
	i.open, errs[2] = meter.Int64UpDownCounter("orders.open",
		metric.WithUnit("{order}"), metric.WithDescription("Orders that are being worked on."))
	_, errs[3] = meter.Int64ObservableGauge("queue.length",
		metric.WithUnit("{order}"), metric.WithDescription("Orders that wait."), metric.WithInt64Callback(i.observe))
	return i, errors.Join(errs[:]...)
}

// Ordered implements [shop.Shop].
func (i *Instruments) Ordered(tier string, seconds float64) {
	attributes := metric.WithAttributes(attribute.String("tier", tier))
	i.processed.Add(context.Background(), 1, attributes)
	i.duration.Record(context.Background(), seconds, attributes)
}

// Opened implements [shop.Shop].
func (i *Instruments) Opened(tier string) {
	i.open.Add(context.Background(), 1, metric.WithAttributes(attribute.String("tier", tier)))
}

// Waiting implements [shop.Shop].
func (i *Instruments) Waiting(queue string, orders int64) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.queues[queue] = orders
}

func (i *Instruments) observe(_ context.Context, observer metric.Int64Observer) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	for queue, orders := range i.queues {
		observer.Observe(orders, metric.WithAttributes(attribute.String("queue", queue)))
	}
	return nil
}
