package judge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

type echo struct {
	Header
	Text string `json:"text"`
}

type echoed struct {
	Text string `json:"text"`
}

var tested = Kinds{
	"echo": Answering(func(question *echo) (*echoed, error) {
		if question.Text == "" {
			return nil, fmt.Errorf("'text' must be given")
		}
		return &echoed{question.Text}, nil
	}),
	"panic":   func([]byte) (any, error) { panic("no good") },
	"channel": func([]byte) (any, error) { return map[string]any{"c": make(chan int)}, nil },
}

func TestRespond(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":7,"kind":"echo","text":"a"}`:          `{"id":7,"text":"a"}`,
		`{"id":{"a": [1]},"kind":"echo","text":"a"}`: `{"id":{"a":[1]},"text":"a"}`,
		`{"kind":"echo","text":"a"}`:                 `{"id":null,"text":"a"}`,
		`{"id":7,"kind":"echo"}`:                     `{"id":7,"error":"'text' must be given"}`,
		`{"id":7,"kind":"guess"}`:                    `{"id":7,"error":"'kind' must be \"channel\" or \"echo\" or \"panic\", got \"guess\""}`,
		`{"id":7,"kind":"echo","texts":"a"}`:         `{"id":7,"error":"question: json: unknown field \"texts\""}`,
		`{"id":7,"kind":"echo","text":1}`:            `{"id":7,"error":"question: json: cannot unmarshal number into Go struct field echo.text of type string"}`,
		`{"id":7,"kind":"echo"} {"id":8}`:            `{"id":7,"error":"question: more than one JSON value in the line"}`,
		`{"id":7`:                                    `{"id":null,"error":"question: unexpected EOF"}`,
		`{"id":7,"kind":"channel"}`:                  `{"id":7,"error":"json: unsupported type: chan int"}`,
	} {
		if got := string(tested.Respond([]byte(line))); got != want {
			t.Errorf("%s: got %s, want %s", line, got, want)
		}
	}
}

func TestAPanicIsAnErrorThatNamesItsPlace(t *testing.T) {
	got := string(tested.Respond([]byte(`{"id":7,"kind":"panic"}`)))
	_, file, _, _ := runtime.Caller(0)
	if want := `{"id":7,"error":"panic: no good at ` + file + `:`; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s…", got, want)
	}
}

func TestCheckVersion(t *testing.T) {
	for given, want := range map[string]string{
		"":     "<nil>",
		"1.31": "<nil>",
		"1.29": `'target.istio' must be "1.31", got "1.29": the linked code is that version`,
	} {
		if got := fmt.Sprint(CheckVersion("target.istio", given, "1.31")); got != want {
			t.Errorf("%q: got %s, want %s", given, got, want)
		}
	}
}

func TestAnswersComeInTheOrderOfTheQuestions(t *testing.T) {
	in := "\n3\n  \n1\n2\n0"
	out := &bytes.Buffer{}
	var running, most atomic.Int32
	err := Serve(strings.NewReader(in), out, 2, func(line []byte) []byte {
		now := running.Add(1)
		defer running.Add(-1)
		for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
		}
		delay, _ := json.Number(bytes.TrimSpace(line)).Int64()
		time.Sleep(time.Duration(delay) * 10 * time.Millisecond)
		return bytes.TrimSpace(line)
	})
	if err != nil || out.String() != "3\n1\n2\n0\n" {
		t.Errorf("got %q, %v", out, err)
	}
	if got := most.Load(); got != 2 {
		t.Errorf("got %d answers at a time, want 2", got)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, io.ErrUnexpectedEOF }
func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestABrokenInputOrOutputEndsTheService(t *testing.T) {
	same := func(line []byte) []byte { return line }
	if err := Serve(broken{}, io.Discard, 1, same); err != io.ErrUnexpectedEOF {
		t.Errorf("got %v", err)
	}
	if err := Serve(strings.NewReader("1\n"), broken{}, 1, same); err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}

func TestStandardOutputIsForTheAnswersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other")
	other, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := TakeStdout(other)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString("noise")
	if err := unix.Dup2(int(answers.Fd()), unix.Stdout); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "noise" {
		t.Errorf("got %q, %v", got, err)
	}
}
