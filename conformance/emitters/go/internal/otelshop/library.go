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
	// Instruments by what they are. An error of making one is told, and nothing is recorded with it then, as in most programs.
	instruments map[identity]any
}

type identity struct {
	kind    control.Kind
	integer bool
	name    string
}

// NewLibrary makes it. What it records has a scope of its own.
func NewLibrary(provider *sdk.MeterProvider) *Library {
	return &Library{provider, provider.Meter("meterstick"), map[identity]any{}}
}

// Record implements [control.Library].
func (l *Library) Record(kind control.Kind, name string, value control.Number, attributes []control.Attribute) error {
	instrument, err := l.instrument(identity{kind, value.Integer(), name})
	if err != nil {
		return err
	}
	set := make([]attribute.KeyValue, len(attributes))
	for i, one := range attributes {
		set[i] = attribute.String(one.Key, one.Value)
	}
	ctx, with := context.Background(), metric.WithAttributes(set...)
	if value.Integer() {
		number, err := value.Int64()
		if err != nil {
			return err
		}
		switch instrument := instrument.(type) {
		case interface {
			Add(context.Context, int64, ...metric.AddOption)
		}:
			instrument.Add(ctx, number, with)
		case interface {
			Record(context.Context, int64, ...metric.RecordOption)
		}:
			instrument.Record(ctx, number, with)
		}
		return nil
	}
	number, err := value.Float64()
	if err != nil {
		return err
	}
	switch instrument := instrument.(type) {
	case interface {
		Add(context.Context, float64, ...metric.AddOption)
	}:
		instrument.Add(ctx, number, with)
	case interface {
		Record(context.Context, float64, ...metric.RecordOption)
	}:
		instrument.Record(ctx, number, with)
	}
	return nil
}

// instrument gives the instrument, and makes it on first use.
func (l *Library) instrument(wanted identity) (any, error) {
	if instrument, there := l.instruments[wanted]; there {
		return instrument, nil
	}
	instrument, err := l.create(wanted)
	if err == nil {
		l.instruments[wanted] = instrument
	}
	return instrument, err
}

func (l *Library) create(wanted identity) (any, error) {
	switch {
	case wanted.kind == control.Counter && wanted.integer:
		return l.meter.Int64Counter(wanted.name)
	case wanted.kind == control.Counter:
		return l.meter.Float64Counter(wanted.name)
	case wanted.kind == control.UpDown && wanted.integer:
		return l.meter.Int64UpDownCounter(wanted.name)
	case wanted.kind == control.UpDown:
		return l.meter.Float64UpDownCounter(wanted.name)
	case wanted.kind == control.Gauge && wanted.integer:
		return l.meter.Int64Gauge(wanted.name)
	case wanted.kind == control.Gauge:
		return l.meter.Float64Gauge(wanted.name)
	case wanted.kind == control.Histogram && wanted.integer:
		return l.meter.Int64Histogram(wanted.name)
	case wanted.kind == control.Histogram:
		return l.meter.Float64Histogram(wanted.name)
	default:
		return nil, fmt.Errorf("no kind of instrument: %q", wanted.kind)
	}
}

// Callback implements [control.Library].
func (l *Library) Callback(name string, asked control.Observation) error {
	if asked.Integer {
		_, err := l.meter.Int64ObservableGauge(name,
			metric.WithInt64Callback(func(_ context.Context, observer metric.Int64Observer) error {
				return observe(asked, control.Number.Int64, func(value int64) { observer.Observe(value) })
			}))
		return err
	}
	_, err := l.meter.Float64ObservableGauge(name,
		metric.WithFloat64Callback(func(_ context.Context, observer metric.Float64Observer) error {
			return observe(asked, control.Number.Float64, func(value float64) { observer.Observe(value) })
		}))
	return err
}

// observe asks for the number and says it, or hands on the error, which is how a callback of Go raises one.
func observe[N int64 | float64](asked control.Observation, read func(control.Number) (N, error), say func(N)) error {
	number, err := asked.Observe()
	if err != nil {
		return err
	}
	value, err := read(number)
	if err != nil {
		return err
	}
	say(value)
	return nil
}
