// Package emitter is the life of an emitter, from its command line to its end.
package emitter

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"meterstick/emitters/internal/control"
	"meterstick/emitters/internal/shop"
)

// Emitter is what was asked for, and where answers go.
type Emitter struct {
	// Orders is how many orders are played.
	Orders int
	// Rename asks for another name of the counter of orders.
	Rename bool

	port       int
	linger     time.Duration
	controlled bool
	stdout     *os.File
}

// Begin reads the command line; serves says whether the emitter has an endpoint. It comes before anything of a library does.
func Begin(serves bool) *Emitter {
	e := &Emitter{controlled: os.Getenv("METERSTICK_CONTROL") != "", stdout: os.Stdout}
	if e.controlled {
		// Standard output belongs to the protocol: the console exporter, say, has to write elsewhere.
		os.Stdout = os.Stderr
	}
	if serves {
		flag.IntVar(&e.port, "port", 0, "serve /metrics on this `PORT` of 127.0.0.1")
	}
	flag.IntVar(&e.Orders, "orders", shop.Orders, "how many orders are played")
	flag.BoolVar(&e.Rename, "rename", false, "call the counter of orders by another name")
	linger := flag.Float64("linger", -1, "stay so many `SECONDS` after the last order; without it, until told to stop")
	flag.Parse()
	if flag.NArg() > 0 || (serves && e.port == 0) {
		flag.Usage()
		os.Exit(2)
	}
	e.linger = time.Duration(*linger * float64(time.Second))
	return e
}

// Serve serves /metrics until the process ends. When it returns the port is open.
func (e *Emitter) Serve(metrics http.Handler) error {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(e.port)))
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/metrics", metrics)
	go func() {
		log.Println(http.Serve(listener, mux))
	}()
	return nil
}

// Live does what it is told on standard input; uncontrolled it stays until it is time, or until it is asked to go.
//
// Signals are left alone under control: what a library makes of them is a question.
func (e *Emitter) Live(library control.Library) {
	if e.controlled {
		control.Obey(library, os.Stdin, e.stdout)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if e.linger >= 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, e.linger)
		defer cancel()
	}
	fmt.Fprintln(e.stdout, "ready")
	<-ctx.Done()
}
