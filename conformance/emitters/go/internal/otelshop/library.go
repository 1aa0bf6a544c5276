package otelshop

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	sdk "go.opentelemetry.io/otel/sdk/metric"

	"meterstick/emitters/internal/control"
)

// Library is what an OpenTelemetry emitter can be told to do. Its provider says how to flush and to shut down.
type Library struct {
	*sdk.MeterProvider
	meter metric.Meter
	// How to record with each instrument that there is.
	recordings map[identity]recording
}

type identity struct {
	kind control.Kind
	name string
}

// recording records a number, or says that it is none for this instrument.
type recording func(value control.Number, attributes metric.MeasurementOption) error

// NewLibrary makes it. What it records has a scope of its own.
func NewLibrary(provider *sdk.MeterProvider) *Library {
	return &Library{provider, provider.Meter("meterstick"), map[identity]recording{}}
}

// Record implements [control.Library].
//
// The first value decides whether the instrument is one for integers. A second instrument of that name would be a mistake of this program.
func (l *Library) Record(kind control.Kind, name string, value control.Number, attributes []control.Attribute) error {
	record, there := l.recordings[identity{kind, name}]
	if !there {
		var err error
		record, err = l.create(kind, name, value.Integer())
		// The instrument could be used all the same, but most programs end where making one failed.
		if err != nil {
			return err
		}
		l.recordings[identity{kind, name}] = record
	}
	set := make([]attribute.KeyValue, len(attributes))
	for i, one := range attributes {
		set[i] = attribute.String(one.Key, one.Value)
	}
	return record(value, metric.WithAttributes(set...))
}

func (l *Library) create(kind control.Kind, name string, integer bool) (recording, error) {
	switch {
	case kind == control.Counter && integer:
		counter, err := l.meter.Int64Counter(name)
		return adding(control.Number.Int64, counter), err
	case kind == control.Counter:
		counter, err := l.meter.Float64Counter(name)
		return adding(control.Number.Float64, counter), err
	case kind == control.UpDown && integer:
		counter, err := l.meter.Int64UpDownCounter(name)
		return adding(control.Number.Int64, counter), err
	case kind == control.UpDown:
		counter, err := l.meter.Float64UpDownCounter(name)
		return adding(control.Number.Float64, counter), err
	case kind == control.Gauge && integer:
		gauge, err := l.meter.Int64Gauge(name)
		return setting(control.Number.Int64, gauge), err
	case kind == control.Gauge:
		gauge, err := l.meter.Float64Gauge(name)
		return setting(control.Number.Float64, gauge), err
	case kind == control.Histogram && integer:
		histogram, err := l.meter.Int64Histogram(name)
		return setting(control.Number.Int64, histogram), err
	case kind == control.Histogram:
		histogram, err := l.meter.Float64Histogram(name)
		return setting(control.Number.Float64, histogram), err
	default:
		return nil, fmt.Errorf("no kind of instrument: %q", kind)
	}
}

// adding records with counters.
func adding[N int64 | float64](read func(control.Number) (N, error), counter interface {
	Add(context.Context, N, ...metric.AddOption)
}) recording {
	return func(value control.Number, attributes metric.MeasurementOption) error {
		number, err := read(value)
		if err == nil {
			counter.Add(context.Background(), number, attributes)
		}
		return err
	}
}

// setting records with gauges and histograms.
func setting[N int64 | float64](read func(control.Number) (N, error), instrument interface {
	Record(context.Context, N, ...metric.RecordOption)
}) recording {
	return func(value control.Number, attributes metric.MeasurementOption) error {
		number, err := read(value)
		if err == nil {
			instrument.Record(context.Background(), number, attributes)
		}
		return err
	}
}

// Callback implements [control.Library]. A callback of Go says by an error that it failed.
func (l *Library) Callback(name string, asked control.Observation) error {
	if asked.Value.Integer() {
		value, err := asked.Value.Int64()
		if err != nil {
			return err
		}
		_, err = l.meter.Int64ObservableGauge(name,
			metric.WithInt64Callback(func(_ context.Context, observer metric.Int64Observer) error {
				if err := asked.Wait(); err != nil {
					return err
				}
				observer.Observe(value)
				return nil
			}))
		return err
	}
	value, err := asked.Value.Float64()
	if err != nil {
		return err
	}
	_, err = l.meter.Float64ObservableGauge(name,
		metric.WithFloat64Callback(func(_ context.Context, observer metric.Float64Observer) error {
			if err := asked.Wait(); err != nil {
				return err
			}
			observer.Observe(value)
			return nil
		}))
	return err
}
