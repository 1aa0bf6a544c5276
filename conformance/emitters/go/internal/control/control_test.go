package control

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// heard writes down what it was told.
type heard struct{ told []string }

func (h *heard) Record(kind Kind, name string, value Number, attributes []Attribute) error {
	if kind != Counter {
		panic("no such\nkind \xed\xa0\x80")
	}
	h.told = append(h.told, fmt.Sprintf("%s %q %s %t %q", kind, name, value, value.Integer(), attributes))
	return nil
}

func (h *heard) Callback(name string, asked Observation) error {
	h.told = append(h.told, fmt.Sprintf("callback %q %s %v %s", name, asked.Value, asked.Failure, asked.Pause))
	return nil
}

// pushing can be flushed as well, and says no if there is no deadline.
type pushing struct{ heard }

func (p *pushing) ForceFlush(ctx context.Context) error {
	if _, limited := ctx.Deadline(); !limited {
		return errors.New("no deadline")
	}
	return nil
}

func (p *pushing) Shutdown(context.Context) error { return nil }

func TestEachCommandHasOneAnswer(t *testing.T) {
	for _, one := range []struct{ command, answer, told string }{
		{"record counter a%20b 1", "ok", `counter "a b" 1 true []`},
		{"record counter n -1.5 k=v =e a%3Db=%ED%A0%80", "ok", `counter "n" -1.5 false [{"k" "v"} {"" "e"} {"a=b" "\xed\xa0\x80"}]`},
		{"record counter n NaN", "ok", `counter "n" NaN false []`},
		{"record counter n -Inf", "ok", `counter "n" -Inf false []`},
		{"record counter n 1e3", "ok", `counter "n" 1e3 false []`},
		{"record gauge n 1", "failed panic: no such kind \uFFFD", ""},
		{"record counter n", "failed record asks for KIND NAME VALUE [KEY=VALUE …]", ""},
		{"record counter n 1 k", `failed no = in "k"`, ""},
		{"record counter %zz 1", `failed invalid URL escape "%zz"`, ""},
		{"records 2 counter n k", "ok", `counter "n" 1 true [{"k" "0"}], counter "n" 1 true [{"k" "1"}]`},
		{"callback n 7", "ok", `callback "n" 7 <nil> 0s`},
		{"callback n raise", "ok", `callback "n" 1 told to raise in a callback 0s`},
		{"callback n slow 20", "ok", `callback "n" 1 <nil> 20ms`},
		{"flush", "failed no deadline", ""},
		{"flush 100", "ok", ""},
		{"shutdown", "ok", ""},
		{"fork", "unknown", ""},
		{"", "unknown", ""},
	} {
		library, output := &pushing{}, &strings.Builder{}
		Obey(library, strings.NewReader(one.command+"\n"), output)
		_, answer, _ := strings.Cut(output.String(), "\n")
		if told := strings.Join(library.told, ", "); answer != one.answer+"\n" || told != one.told {
			t.Errorf("%q is answered by %q and tells %q", one.command, answer, told)
		}
	}
}

func TestTheGreetingSaysWhatIsKnown(t *testing.T) {
	for greeting, library := range map[string]Library{
		"meterstick 1 record records callback stop raise\n":                &heard{},
		"meterstick 1 record records callback flush shutdown stop raise\n": &pushing{},
	} {
		output := &strings.Builder{}
		Obey(library, strings.NewReader(""), output)
		if output.String() != greeting {
			t.Errorf("the greeting is %q", output)
		}
	}
}

func TestNothingIsReadAfterStop(t *testing.T) {
	library, output := &heard{}, &strings.Builder{}
	Obey(library, strings.NewReader("stop\nrecord counter n 1\n"), output)
	if !strings.HasSuffix(output.String(), "raise\nok\n") || library.told != nil {
		t.Errorf("said %q, told %q", output, library.told)
	}
}
