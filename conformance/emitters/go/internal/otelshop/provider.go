// Package otelshop is what the OpenTelemetry emitters share: the provider, the shop's instruments, and what can be told to them.
package otelshop

import (
	"context"
	"log"

	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/otel/sdk/metric"
)

// NewProvider makes a provider that pushes as the environment says, and has further readers.
//
// Its resource is the default one, which is what the environment says too.
func NewProvider(readers ...metric.Reader) (*metric.MeterProvider, error) {
	pushing, err := autoexport.NewMetricReader(context.Background())
	if err != nil {
		return nil, err
	}
	options := []metric.Option{metric.WithReader(pushing)}
	for _, reader := range readers {
		options = append(options, metric.WithReader(reader))
	}
	return metric.NewMeterProvider(options...), nil
}

// Shutdown ends a provider as the SDK's example does; to be deferred by main. That it failed is told, but is no failure of the shop.
func Shutdown(provider *metric.MeterProvider) {
	if err := provider.Shutdown(context.Background()); err != nil {
		log.Println("shutdown:", err)
	}
}
