package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"go.opentelemetry.io/collector/otelcol"
)

// life is a Collector that runs. It ends by itself, by a signal (which is the Collector's business alone) or when asked to.
type life struct {
	collector *otelcol.Collector
	// over is closed when Run has returned.
	over chan struct{}
	err  error
}

func begin(collector *otelcol.Collector) *life {
	l := &life{collector: collector, over: make(chan struct{})}
	go func() {
		l.err = collector.Run(context.Background())
		close(l.over)
	}()
	return l
}

// code is the exit code after the end, as the Collector's own main function has it.
func (l *life) code() int {
	<-l.over
	if l.err != nil {
		fmt.Fprintln(os.Stderr, "collector server run finished with error:", l.err)
		return 1
	}
	return 0
}

// end shuts the Collector down and waits for it, for ever if there is no limit.
func (l *life) end(limit time.Duration) error {
	go l.collector.Shutdown()
	var late <-chan time.Time
	if limit > 0 {
		late = time.After(limit)
	}
	select {
	case <-l.over:
		return l.err
	case <-late:
		return errors.New("the Collector is still shutting down")
	}
}
