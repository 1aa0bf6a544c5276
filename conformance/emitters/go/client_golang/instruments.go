package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"

	"meterstick/emitters/internal/shop"
)

// instruments are those of the shop, in the default registry.
type instruments struct {
	processed *prometheus.CounterVec
	duration  *prometheus.HistogramVec
	open      *prometheus.GaugeVec
	queue     *prometheus.GaugeVec
	orders    int
}

func newInstruments(renamed bool) *instruments {
	name := "orders_processed_total"
	if renamed {
		name = "orders_handled_total"
	}
	// This library has no instrument for information; a gauge that is always 1 is the custom.
	promauto.NewGaugeVec(prometheus.GaugeOpts{Name: "shop_info", Help: "The shop."}, []string{"version"}).
		WithLabelValues("1.0").Set(1)
	return &instruments{
		processed: promauto.NewCounterVec(prometheus.CounterOpts{
			Name: name, Help: "Orders processed so far.",
		}, []string{"tier"}),
		duration: promauto.NewHistogramVec(prometheus.HistogramOpts{
			Name: "order_duration_seconds", Help: "How long orders took.", Buckets: shop.Buckets,
		}, []string{"tier"}),
		open: promauto.NewGaugeVec(prometheus.GaugeOpts{
			Name: "orders_open", Help: "Orders that are being worked on.",
		}, []string{"tier"}),
		queue: promauto.NewGaugeVec(prometheus.GaugeOpts{
			Name: "queue_length", Help: "Orders that wait.",
		}, []string{"queue"}),
	}
}

// Ordered implements [shop.Shop]. Each order has an exemplar: its trace, if it had one.
func (i *instruments) Ordered(tier string, seconds float64) {
	i.orders++
	exemplar := prometheus.Labels{"trace_id": fmt.Sprintf("%032x", i.orders)}
	i.processed.WithLabelValues(tier).(prometheus.ExemplarAdder).AddWithExemplar(1, exemplar)
	i.duration.WithLabelValues(tier).(prometheus.ExemplarObserver).ObserveWithExemplar(seconds, exemplar)
}

// Opened implements [shop.Shop].
func (i *instruments) Opened(tier string) {
	i.open.WithLabelValues(tier).Inc()
}

// Waiting implements [shop.Shop].
func (i *instruments) Waiting(queue string, orders int64) {
	i.queue.WithLabelValues(queue).Set(float64(orders))
}
