package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// words are the commands of `conformance/README.md` that make sense for a Collector: it has no callbacks and cannot fork.
const words = "record records flush shutdown stop raise"

// errUnknown is answered with one word.
var errUnknown = errors.New("unknown")

// obey greets, does what standard input says, and returns the exit code.
func obey(feeder *feeder, life *life) int {
	answer("meterstick 1 " + words)
	lines := make(chan string)
	go func() {
		defer close(lines)
		input := bufio.NewScanner(os.Stdin)
		input.Buffer(nil, 1<<20)
		for input.Scan() {
			lines <- input.Text()
		}
	}()
	over := life.over
	for {
		select {
		case <-over:
			// By a signal, or by an error of its own.
			return life.code()
		case line, more := <-lines:
			words := strings.Fields(line)
			switch {
			case !more:
				return finish(life)
			case len(words) == 0:
				answer("unknown")
			case words[0] == "stop":
				answer("ok")
				return finish(life)
			case words[0] == "raise":
				answer("ok")
				panic("raised on request")
			case words[0] == "shutdown":
				// From here on the end of the Collector is no surprise.
				over = nil
				say(shutdown(life, words[1:]))
			case over == nil && (words[0] == "flush" || strings.HasPrefix(words[0], "record")):
				say(errors.New("the Collector has been shut down"))
			default:
				say(do(feeder, words[0], words[1:]))
			}
		}
	}
}

// finish ends in order: everything recorded has been pushed by then, and the Collector sends what it has taken.
func finish(life *life) int {
	// The error is told by `code`.
	_ = life.end(0)
	return life.code()
}

func say(err error) {
	switch {
	case err == nil:
		answer("ok")
	case errors.Is(err, errUnknown):
		answer("unknown")
	default:
		answer("failed " + strings.Join(strings.Fields(err.Error()), " "))
	}
}

// answer writes one line; standard output has no buffer.
func answer(line string) { fmt.Println(line) }

func do(feeder *feeder, command string, words []string) error {
	const limit = 10 * time.Second
	switch command {
	case "record":
		if err := record(feeder.record, words); err != nil {
			return err
		}
		return feeder.push(limit)
	case "records":
		if err := records(feeder.record, words); err != nil {
			return err
		}
		return feeder.push(limit)
	case "flush":
		limit, err := milliseconds(words, limit)
		if err != nil {
			return err
		}
		return feeder.push(limit)
	}
	return errUnknown
}

func shutdown(life *life, words []string) error {
	limit, err := milliseconds(words, 0)
	if err != nil {
		return err
	}
	return life.end(limit)
}

// record is `record KIND NAME VALUE [KEY=VALUE …]`.
func record(into *aggregate, words []string) error {
	if len(words) < 3 {
		return errors.New("record wants a kind, a name and a value")
	}
	name, err := url.PathUnescape(words[1])
	if err != nil {
		return err
	}
	value, err := parse(words[2])
	if err != nil {
		return err
	}
	attributes := map[string]string{}
	for _, word := range words[3:] {
		key, value, found := strings.Cut(word, "=")
		if !found {
			return fmt.Errorf("no attribute: %q", word)
		}
		if key, err = url.PathUnescape(key); err != nil {
			return err
		}
		if attributes[key], err = url.PathUnescape(value); err != nil {
			return err
		}
	}
	instrument, err := into.instrument(words[0], name)
	if err != nil {
		return err
	}
	return into.add(instrument, value, attributes)
}

// records is `records N KIND NAME KEY`.
func records(into *aggregate, words []string) error {
	if len(words) != 4 {
		return errors.New("records wants a number, a kind, a name and a key")
	}
	number, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	for attribute := range number {
		word := fmt.Sprintf("%s=%d", words[3], attribute)
		if err := record(into, []string{words[1], words[2], "1", word}); err != nil {
			return err
		}
	}
	return nil
}

// parse reads an integer where nothing says that it is none.
func parse(word string) (number, error) {
	if !strings.ContainsAny(word, ".eE") && !strings.Contains(word, "NaN") && !strings.Contains(word, "Inf") {
		value, err := strconv.ParseInt(word, 10, 64)
		return number{isInt: true, integer: value}, err
	}
	value, err := strconv.ParseFloat(word, 64)
	return number{float: value}, err
}

func milliseconds(words []string, otherwise time.Duration) (time.Duration, error) {
	if len(words) == 0 {
		return otherwise, nil
	}
	limit, err := strconv.ParseUint(words[0], 10, 32)
	return time.Duration(limit) * time.Millisecond, err
}
