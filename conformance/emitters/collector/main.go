// The real OpenTelemetry Collector as a pass-through: a shop is pushed into its OTLP receiver, and its exporter pushes or exposes
// what came in.
//
// Collector and feeder are one process, so that a signal, an exit code and the standard error are the Collector's own.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"go.opentelemetry.io/collector/otelcol"
)

// options are what the command line says.
type options struct {
	port    int
	noQueue bool
	batch   bool
	set     settings
}

// settings are what is merged into the configuration, in its own way to say one: `exporters::otlp_http::encoding: json`.
type settings []string

func (s *settings) String() string { return fmt.Sprint(*s) }

func (s *settings) Set(value string) error {
	*s = append(*s, value)
	return nil
}

func main() {
	var chosen options
	flag.IntVar(&chosen.port, "port", 0, "serve /metrics on this port of 127.0.0.1; then OTLP is pushed only if an endpoint is set")
	flag.BoolVar(&chosen.noQueue, "no-queue", false, "send without a queue: what the backend answers is answered to the feeder, and flush says it")
	flag.BoolVar(&chosen.batch, "batch", false, "put the batch processor between receiver and exporters")
	flag.Var(&chosen.set, "set", "merge this YAML into the configuration, as --set of the Collector does; may be said again")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "unknown argument:", flag.Arg(0))
		os.Exit(2)
	}
	os.Exit(run(chosen))
}

// run lives as long as the Collector does, and says the exit code.
func run(chosen options) int {
	inlet, ready := newInlet(), make(chan struct{}, 1)
	collector, err := otelcol.NewCollector(collectorSettings(configuration(chosen, inlet), ready))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	life := begin(collector)
	select {
	case <-ready:
	case <-life.over:
		return life.code()
	}

	feeder, err := connect(inlet)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	play(feeder)
	if err := feeder.push(10 * time.Second); err != nil {
		// Without a queue this is the backend's answer, and no reason to end: whoever feeds a Collector tries again.
		fmt.Fprintln(os.Stderr, "the shop was not taken:", err)
	}

	if os.Getenv("METERSTICK_CONTROL") != "" {
		return obey(feeder, life)
	}
	fmt.Println("ready")
	<-life.over
	return life.code()
}
