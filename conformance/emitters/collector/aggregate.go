package main

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// schema is that of resource and scope.
const schema = "https://opentelemetry.io/schemas/1.27.0"

// instrument is what is known of one, and its series by their identity.
type instrument struct {
	kind, name, unit, description string
	bounds                        []float64
	series                        map[string]*series
}

// number is an integer or not.
type number struct {
	isInt   bool
	integer int64
	float   float64
}

func (n number) asFloat() float64 {
	if n.isInt {
		return float64(n.integer)
	}
	return n.float
}

// series is one set of attributes and what it has come to.
type series struct {
	attributes map[string]string
	start      pcommon.Timestamp
	value      number
	count      uint64
	min, max   float64
	buckets    []uint64
}

// aggregate adds up what is recorded, cumulatively, and remembers whether the Collector has taken all of it.
type aggregate struct {
	instruments map[string]*instrument
	// order holds all series in the order of their first values.
	order   []entry
	changed bool
}

type entry struct {
	instrument *instrument
	series     *series
}

// defaultBounds are those that the specification gives to histograms.
var defaultBounds = []float64{0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000}

func newAggregate() *aggregate {
	return &aggregate{instruments: map[string]*instrument{}}
}

// instrument is that of a name and kind, made on first use.
func (a *aggregate) instrument(kind, name string) (*instrument, error) {
	switch kind {
	case "counter", "updown", "gauge", "histogram":
	default:
		return nil, fmt.Errorf("there is no instrument of kind %q", kind)
	}
	key := kind + " " + name
	found := a.instruments[key]
	if found == nil {
		found = &instrument{kind: kind, name: name, bounds: defaultBounds, series: map[string]*series{}}
		a.instruments[key] = found
	}
	return found, nil
}

// add records a value. What no instrument of any SDK would let through is refused, so that whatever is wrong with what comes out is
// the Collector's doing.
func (a *aggregate) add(i *instrument, value number, attributes map[string]string) error {
	if i.kind == "counter" || i.kind == "histogram" {
		if float := value.asFloat(); !(float >= 0 && float <= math.MaxFloat64) {
			return fmt.Errorf("a %s takes finite values that are not negative", i.kind)
		}
	}
	key := identity(attributes)
	one := i.series[key]
	if one == nil {
		one = &series{attributes: attributes, start: now(), value: number{isInt: value.isInt}}
		one.buckets = make([]uint64, len(i.bounds)+1)
		i.series[key] = one
		a.order = append(a.order, entry{i, one})
	}
	switch i.kind {
	case "gauge":
		one.value = value
	case "histogram":
		one.observe(value.asFloat(), i.bounds)
	default:
		sum, err := plus(one.value, value)
		if err != nil {
			return err
		}
		one.value = sum
	}
	a.changed = true
	return nil
}

func now() pcommon.Timestamp { return pcommon.NewTimestampFromTime(time.Now()) }

func (s *series) observe(value float64, bounds []float64) {
	if s.count == 0 || value < s.min {
		s.min = value
	}
	if s.count == 0 || value > s.max {
		s.max = value
	}
	s.count++
	s.value = number{float: s.value.asFloat() + value}
	s.buckets[sort.SearchFloat64s(bounds, value)]++
}

// plus stays an integer as long as both are, and overflows into an error.
func plus(a, b number) (number, error) {
	if !a.isInt || !b.isInt {
		return number{float: a.asFloat() + b.asFloat()}, nil
	}
	sum := a.integer + b.integer
	if (sum > a.integer) != (b.integer > 0) && b.integer != 0 {
		return number{}, errors.New("the sum is beyond 64 bits")
	}
	return number{isInt: true, integer: sum}, nil
}

// identity tells sets of attributes apart.
func identity(attributes map[string]string) string {
	pairs := make([]string, 0, len(attributes))
	for key, value := range attributes {
		pairs = append(pairs, fmt.Sprintf("%q=%q", key, value))
	}
	sort.Strings(pairs)
	return strings.Join(pairs, ",")
}

// snapshot is all that is known, as OTLP. Like an SDK it tells every cumulative series each time.
func (a *aggregate) snapshot() pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	resource := metrics.ResourceMetrics().AppendEmpty()
	resource.SetSchemaUrl(schema)
	for key, value := range map[string]string{
		"service.name": "order-service", "service.version": "1.0", "service.instance.id": "shop-1",
	} {
		resource.Resource().Attributes().PutStr(key, value)
	}
	scope := resource.ScopeMetrics().AppendEmpty()
	scope.SetSchemaUrl(schema)
	scope.Scope().SetName("shop")
	scope.Scope().SetVersion("1.0")
	made := map[*instrument]pmetric.Metric{}
	time := now()
	for _, entry := range a.order {
		metric, known := made[entry.instrument]
		if !known {
			metric = scope.Metrics().AppendEmpty()
			entry.instrument.describe(metric)
			made[entry.instrument] = metric
		}
		entry.series.append(metric, entry.instrument.bounds, time)
	}
	return metrics
}

// describe says everything of a metric but its points.
func (i *instrument) describe(metric pmetric.Metric) {
	metric.SetName(i.name)
	metric.SetUnit(i.unit)
	metric.SetDescription(i.description)
	switch i.kind {
	case "gauge":
		metric.SetEmptyGauge()
	case "histogram":
		metric.SetEmptyHistogram().SetAggregationTemporality(pmetric.AggregationTemporalityCumulative)
	default:
		sum := metric.SetEmptySum()
		sum.SetIsMonotonic(i.kind == "counter")
		sum.SetAggregationTemporality(pmetric.AggregationTemporalityCumulative)
	}
}

// append adds the point of the series to its metric.
func (s *series) append(metric pmetric.Metric, bounds []float64, time pcommon.Timestamp) {
	if metric.Type() == pmetric.MetricTypeHistogram {
		point := metric.Histogram().DataPoints().AppendEmpty()
		point.SetStartTimestamp(s.start)
		point.SetTimestamp(time)
		point.SetCount(s.count)
		point.SetSum(s.value.float)
		point.SetMin(s.min)
		point.SetMax(s.max)
		point.ExplicitBounds().FromRaw(bounds)
		point.BucketCounts().FromRaw(s.buckets)
		put(point.Attributes(), s.attributes)
		return
	}
	var point pmetric.NumberDataPoint
	if metric.Type() == pmetric.MetricTypeGauge {
		point = metric.Gauge().DataPoints().AppendEmpty()
	} else {
		point = metric.Sum().DataPoints().AppendEmpty()
		point.SetStartTimestamp(s.start)
	}
	point.SetTimestamp(time)
	if s.value.isInt {
		point.SetIntValue(s.value.integer)
	} else {
		point.SetDoubleValue(s.value.float)
	}
	put(point.Attributes(), s.attributes)
}

func put(into pcommon.Map, attributes map[string]string) {
	for key, value := range attributes {
		into.PutStr(key, value)
	}
}
