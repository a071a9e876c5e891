package supervise

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// script answers each question with the question itself, except for the words that end it, break it or keep it.
const script = `while read -r line; do case $line in
*die*) echo 'panic: no good' >&2; exit 2 ;;
*half*) printf '{"id"'; exit 1 ;;
*sleep*) exec sleep 60 ;;
*last*) echo "$line"; exit 1 ;;
*) echo "$line" ;;
esac; done`

func run(t *testing.T, questions string) string {
	t.Helper()
	out := &strings.Builder{}
	err := Run(strings.NewReader(questions), out, Options{
		Worker:   func() *exec.Cmd { return exec.Command("sh", "-c", script) },
		InFlight: 3,
		Limit:    500 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAnswersComeInTheOrderOfTheQuestions(t *testing.T) {
	questions := strings.Repeat("{\"id\":1}\n{\"id\":2}\n", 100)
	if got := run(t, questions); got != questions {
		t.Errorf("got %s", got)
	}
}

func TestBlankLinesAreSkippedAndTheLastLineNeedsNoEnd(t *testing.T) {
	if got := run(t, "\n{\"id\":1}\n  \n{\"id\":2}"); got != "{\"id\":1}\n{\"id\":2}\n" {
		t.Errorf("got %s", got)
	}
}

func TestAQuestionThatEndsTheWorkerGetsAnErrorAndTheOthersAnswers(t *testing.T) {
	got := run(t, `{"id":1}
{"id":2,"x":"die"}
{"id":3}
{"id":"four","x":"half"}
{"id":5,"x":"sleep"}
{"id":6}
`)
	want := `{"id":1}
{"id":2,"error":"panic: no good"}
{"id":3}
{"id":"four","error":"the worker ended: exit status 1"}
{"id":5,"error":"no answer within 500ms"}
{"id":6}
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestAWorkerThatEndsBetweenQuestionsIsRestarted(t *testing.T) {
	in, questions := io.Pipe()
	answers, out := io.Pipe()
	go func() {
		out.CloseWithError(Run(in, out, Options{
			Worker:   func() *exec.Cmd { return exec.Command("sh", "-c", script) },
			InFlight: 3,
			Limit:    time.Second,
		}))
	}()
	reader := bufio.NewReader(answers)
	for _, question := range []string{"{\"id\":1,\"x\":\"last\"}\n", "{\"id\":2}\n"} {
		if _, err := io.WriteString(questions, question); err != nil {
			t.Fatal(err)
		}
		if got, err := reader.ReadString('\n'); err != nil || got != question {
			t.Errorf("got %q, %v", got, err)
		}
		// The worker is gone before the next question comes.
		time.Sleep(100 * time.Millisecond)
	}
	questions.Close()
	if rest, err := io.ReadAll(reader); err != nil || len(rest) > 0 {
		t.Errorf("got %q, %v", rest, err)
	}
}

func TestAWorkerThatCannotStartIsAnError(t *testing.T) {
	err := Run(strings.NewReader("{}\n"), &strings.Builder{}, Options{
		Worker:   func() *exec.Cmd { return exec.Command("/nowhere/to/be/found") },
		InFlight: 1,
		Limit:    time.Second,
	})
	if err == nil {
		t.Error("no error")
	}
}
