// Command otlp is the OpenTelemetry SDK with the exporter that the environment asks for: OTLP over gRPC or HTTP, unless it says otherwise.
package main

import (
	"log"

	"meterstick/emitters/internal/emitter"
	"meterstick/emitters/internal/otelshop"
	"meterstick/emitters/internal/shop"
)

func main() {
	if err := run(emitter.Begin(false)); err != nil {
		log.Fatalln(err)
	}
}

func run(e *emitter.Emitter) error {
	provider, err := otelshop.NewProvider()
	if err != nil {
		return err
	}
	defer otelshop.Shutdown(provider)
	instruments, err := otelshop.NewInstruments(provider, e.Rename)
	if err != nil {
		return err
	}
	shop.Play(instruments, e.Orders)
	e.Live(otelshop.NewLibrary(provider))
	return nil
}
