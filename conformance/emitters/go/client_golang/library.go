package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"meterstick/emitters/internal/control"
)

// library is what this emitter can be told to do.
type library struct {
	registry prometheus.Registerer
	// Vectors of instruments by what they are. One of a known name with other labels is refused by the registry.
	vectors map[string]prometheus.Collector
}

func newLibrary(registry prometheus.Registerer) *library {
	return &library{registry, map[string]prometheus.Collector{}}
}

// Record implements [control.Library]. All numbers of this library are floating-point.
func (l *library) Record(kind control.Kind, name string, value control.Number, attributes []control.Attribute) error {
	number, err := value.Float64()
	if err != nil {
		return err
	}
	labels := prometheus.Labels{}
	for _, one := range attributes {
		labels[one.Key] = one.Value
	}
	vector, err := l.vector(kind, name, attributes)
	if err != nil {
		return err
	}
	switch vector := vector.(type) {
	case *prometheus.CounterVec:
		instrument, err := vector.GetMetricWith(labels)
		if err != nil {
			return err
		}
		instrument.Add(number)
	case *prometheus.GaugeVec:
		instrument, err := vector.GetMetricWith(labels)
		if err != nil {
			return err
		}
		if kind == control.UpDown {
			instrument.Add(number)
		} else {
			instrument.Set(number)
		}
	case *prometheus.HistogramVec:
		instrument, err := vector.GetMetricWith(labels)
		if err != nil {
			return err
		}
		instrument.Observe(number)
	}
	return nil
}

// vector gives the instruments of a kind, a name and the names of labels, and registers them on first use.
func (l *library) vector(kind control.Kind, name string, attributes []control.Attribute) (prometheus.Collector, error) {
	keys := make([]string, len(attributes))
	for i, one := range attributes {
		keys[i] = one.Key
	}
	identity := fmt.Sprintf("%q %q %q", kind, name, keys)
	if vector, there := l.vectors[identity]; there {
		return vector, nil
	}
	var vector prometheus.Collector
	switch kind {
	case control.Counter:
		vector = prometheus.NewCounterVec(prometheus.CounterOpts{Name: name}, keys)
	case control.UpDown, control.Gauge:
		vector = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name}, keys)
	case control.Histogram:
		vector = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name}, keys)
	default:
		return nil, fmt.Errorf("no kind of instrument: %q", kind)
	}
	if err := l.registry.Register(vector); err != nil {
		return nil, err
	}
	l.vectors[identity] = vector
	return vector, nil
}

// Callback implements [control.Library]. The function of a gauge returns no error: it can only panic.
func (l *library) Callback(name string, asked control.Observation) error {
	value, err := asked.Value.Float64()
	if err != nil {
		return err
	}
	return l.registry.Register(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name}, func() float64 {
		if err := asked.Wait(); err != nil {
			panic(err)
		}
		return value
	}))
}
