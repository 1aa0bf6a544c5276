package control

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Library is what each library can be told to do.
type Library interface {
	// Record records one value, with an instrument that is made on first use.
	Record(kind Kind, name string, value Number, attributes []Attribute) error
	// Callback registers an asynchronous gauge.
	Callback(name string, asked Observation) error
}

// Provider is what a library has as well if it pushes.
type Provider interface {
	ForceFlush(ctx context.Context) error
	Shutdown(ctx context.Context) error
}

// Kind is the kind of an instrument.
type Kind string

// The kinds that there are.
const (
	Counter   Kind = "counter"
	UpDown    Kind = "updown"
	Gauge     Kind = "gauge"
	Histogram Kind = "histogram"
)

// Attribute is a key and its value, of any bytes.
type Attribute struct{ Key, Value string }

// Observation is what an asynchronous gauge says when it is asked.
type Observation struct {
	Value Number
	// Failure is the error that it raises instead, if there is one.
	Failure error
	// Pause is how long it takes.
	Pause time.Duration
}

// Wait takes the time, and gives the error that is to be raised.
func (o Observation) Wait() error {
	time.Sleep(o.Pause)
	return o.Failure
}

// Number is a number as it was written, so that each library reads it as what it takes.
type Number string

// Integer says whether this is an integer to a library that has instruments for those.
func (n Number) Integer() bool {
	// The letter n stands in NaN and in Inf.
	return !strings.ContainsAny(string(n), ".eEnN")
}

// Int64 is the number as an integer, or an error if it is beyond 64 bits.
func (n Number) Int64() (int64, error) {
	return strconv.ParseInt(string(n), 10, 64)
}

// Float64 is the number as a floating-point number.
func (n Number) Float64() (float64, error) {
	return strconv.ParseFloat(string(n), 64)
}
