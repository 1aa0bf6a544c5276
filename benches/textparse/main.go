// Times the text parsers of Prometheus on files, to be put beside the parse bench.
//
// Prometheus' own textparse is asked for every series with its labels, as a scrape does; expfmt is what promtool and
// the Pushgateway read with.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

const rounds = 5

func main() {
	fmt.Println("| file | reader | samples | MB/s |")
	fmt.Println("|---|---|---:|---:|")
	for _, path := range os.Args[1:] {
		body, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		report(path, "textparse with labels", body, withTextparse)
		if !isOpenMetrics(body) {
			report(path, "expfmt", body, withExpfmt)
		}
	}
}

func isOpenMetrics(body []byte) bool {
	return strings.HasSuffix(string(body), "# EOF\n")
}

// report prints the median of some rounds, after one that warms up.
func report(path, reader string, body []byte, read func([]byte) (int, error)) {
	samples, err := read(body)
	if err != nil {
		fmt.Printf("| %s | %s | refuses it: %s | |\n", path, reader, err)
		return
	}
	// A small body is read often enough to see the clock move.
	times := 1 + 5_000_000/(len(body)+1)
	seconds := make([]float64, rounds)
	for i := range seconds {
		start := time.Now()
		for range times {
			if _, err := read(body); err != nil {
				panic(err)
			}
		}
		seconds[i] = time.Since(start).Seconds() / float64(times)
	}
	sort.Float64s(seconds)
	fmt.Printf("| %s | %s | %d | %.0f |\n", path, reader, samples, float64(len(body))/seconds[rounds/2]/1e6)
}

func withTextparse(body []byte) (int, error) {
	table := labels.NewSymbolTable()
	parser := textparse.NewPromParser(body, table, false)
	if isOpenMetrics(body) {
		parser = textparse.NewOpenMetricsParser(body, table)
	}
	samples := 0
	var series labels.Labels
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return samples, err
		}
		if entry == textparse.EntrySeries {
			parser.Labels(&series)
			samples++
		}
	}
}

func withExpfmt(body []byte) (int, error) {
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(body))
	metrics := 0
	for _, family := range families {
		metrics += len(family.Metric)
	}
	return metrics, err
}
