// Command bridge is the OpenTelemetry SDK with two readers: OTLP push and the Prometheus exporter at once.
package main

import (
	"log"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"

	"meterstick/emitters/internal/emitter"
	"meterstick/emitters/internal/otelshop"
	"meterstick/emitters/internal/shop"
)

func main() {
	if err := run(emitter.Begin(true)); err != nil {
		log.Fatalln(err)
	}
}

func run(e *emitter.Emitter) error {
	// A registry of its own, as autoexport has one: what the Go runtime says is not pushed either.
	registry := prometheus.NewRegistry()
	reader, err := exporter.New(exporter.WithRegisterer(registry))
	if err != nil {
		return err
	}
	provider, err := otelshop.NewProvider(reader)
	if err != nil {
		return err
	}
	defer otelshop.Shutdown(provider)
	instruments, err := otelshop.NewInstruments(provider, e.Rename)
	if err != nil {
		return err
	}
	shop.Play(instruments, e.Orders)
	if err := e.Serve(promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		EnableOpenMetrics: true,
		// promhttp is silent unless it is told where to say something.
		ErrorLog: log.New(os.Stderr, "promhttp: ", 0),
	})); err != nil {
		return err
	}
	e.Live(otelshop.NewLibrary(provider))
	return nil
}
