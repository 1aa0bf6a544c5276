// Command client_golang is Prometheus' client library: pull, in all formats that it can be asked for.
package main

import (
	"log"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"meterstick/emitters/internal/emitter"
	"meterstick/emitters/internal/shop"
)

func main() {
	if err := run(emitter.Begin(true)); err != nil {
		log.Fatalln(err)
	}
}

func run(e *emitter.Emitter) error {
	shop.Play(newInstruments(e.Rename), e.Orders)
	// This is promhttp.Handler, with OpenMetrics, without which there are no exemplars in text, and with a log, as it is silent without.
	handler := promhttp.InstrumentMetricHandler(prometheus.DefaultRegisterer,
		promhttp.HandlerFor(prometheus.DefaultGatherer, promhttp.HandlerOpts{
			EnableOpenMetrics: true,
			ErrorLog:          log.New(os.Stderr, "promhttp: ", 0),
		}))
	if err := e.Serve(handler); err != nil {
		return err
	}
	e.Live(newLibrary(prometheus.DefaultRegisterer))
	return nil
}
