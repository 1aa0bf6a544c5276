// Package control is the control protocol of conformance/README.md: one command a line on standard input, one answer each.
package control

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// errUnknown is the answer to a command that there is not.
var errUnknown = errors.New("unknown")

// Obey greets and does what is told until it is told to stop, or there is nobody any more who could tell.
func Obey(library Library, input io.Reader, output io.Writer) {
	provider, pushes := library.(Provider)
	words := "record records callback"
	if pushes {
		words += " flush shutdown"
	}
	answer(output, "meterstick 1 "+words+" stop raise")
	lines := bufio.NewReader(input)
	for {
		line, err := lines.ReadString('\n')
		if err != nil && line == "" {
			return
		}
		switch words := strings.Split(strings.TrimRight(line, "\r\n"), " "); words[0] {
		case "stop":
			answer(output, "ok")
			return
		case "raise":
			answer(output, "ok")
			panic("told to raise")
		default:
			answer(output, verdict(carryOut(library, provider, words[0], words[1:])))
		}
	}
}

// answer writes one line. Standard output has no buffer that would have to be flushed.
func answer(output io.Writer, line string) {
	fmt.Fprintf(output, "%s\n", line)
}

// verdict is the answer for what came of a command. What a library says may have several lines, and bytes of any kind.
func verdict(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, errUnknown):
		return "unknown"
	default:
		why := strings.Join(strings.Fields(err.Error()), " ")
		return "failed " + strings.ToValidUTF8(why, "\uFFFD")
	}
}

// carryOut does what one command says. A panic is a way to say no as well, which client_golang goes.
func carryOut(library Library, provider Provider, command string, words []string) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	switch {
	case command == "record":
		return record(library, words)
	case command == "records":
		return records(library, words)
	case command == "callback":
		return callback(library, words)
	case command == "flush" && provider != nil:
		return within(words, provider.ForceFlush)
	case command == "shutdown" && provider != nil:
		return within(words, provider.Shutdown)
	default:
		return errUnknown
	}
}

// record is `record KIND NAME VALUE [KEY=VALUE …]`.
func record(library Library, words []string) error {
	if len(words) < 3 {
		return errors.New("record asks for KIND NAME VALUE [KEY=VALUE …]")
	}
	plain, err := decodeAll(words[:3])
	if err != nil {
		return err
	}
	attributes, err := decodeAttributes(words[3:])
	if err != nil {
		return err
	}
	return library.Record(Kind(plain[0]), plain[1], Number(plain[2]), attributes)
}

// records is `records N KIND NAME KEY`.
func records(library Library, words []string) error {
	plain, err := decodeAll(words)
	if err != nil {
		return err
	}
	if len(plain) != 4 {
		return errors.New("records asks for N KIND NAME KEY")
	}
	number, err := strconv.Atoi(plain[0])
	if err != nil {
		return err
	}
	for i := range number {
		attribute := Attribute{Key: plain[3], Value: strconv.Itoa(i)}
		if err := library.Record(Kind(plain[1]), plain[2], "1", []Attribute{attribute}); err != nil {
			return err
		}
	}
	return nil
}

// callback is `callback NAME VALUE`, `callback NAME raise` or `callback NAME slow MS`.
func callback(library Library, words []string) error {
	plain, err := decodeAll(words)
	if err != nil {
		return err
	}
	switch {
	case len(plain) == 3 && plain[1] == "slow":
		pause, err := milliseconds(plain[2])
		if err != nil {
			return err
		}
		return library.Callback(plain[0], Observation{Value: "1", Pause: pause})
	case len(plain) == 2 && plain[1] == "raise":
		return library.Callback(plain[0], Observation{Value: "1", Failure: errors.New("told to raise in a callback")})
	case len(plain) == 2:
		return library.Callback(plain[0], Observation{Value: Number(plain[1])})
	default:
		return errors.New("callback asks for NAME VALUE, NAME raise or NAME slow MS")
	}
}

// within calls what takes a context, which is where a time-out goes in Go.
func within(words []string, call func(context.Context) error) error {
	ctx := context.Background()
	if len(words) > 0 {
		timeout, err := milliseconds(words[0])
		if err != nil {
			return err
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	return call(ctx)
}

func milliseconds(text string) (time.Duration, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	return time.Duration(number) * time.Millisecond, err
}
