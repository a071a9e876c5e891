// Package supervise keeps a program that answers JSON lines alive. The judged software starts its own goroutines, and a
// panic in one of them ends the whole process: no recover reaches it. The answers therefore come from a worker process.
// Whatever ends the worker, only one question loses its answer.
package supervise

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"cdk8s-istio-oneagent/conformance/judge"
)

// Options of a supervised run.
type Options struct {
	// Worker makes the command that answers lines, in order, until its standard input ends.
	Worker func() *exec.Cmd
	// InFlight is the number of lines that the worker may hold at once.
	InFlight int
	// Limit is the longest time that the worker may be silent while it owes an answer.
	Limit time.Duration
}

// Run answers each line of in with a line on out, in order.
func Run(in io.Reader, out io.Writer, options Options) error {
	lines, failed := judge.Lines(in, options.InFlight)
	var w *worker
	var answers chan []byte
	stop := func() {
		if w != nil {
			w.stop()
			w, answers = nil, nil
		}
	}
	defer stop()
	var owed [][]byte
	for lines != nil || len(owed) > 0 {
		next := lines
		if len(owed) == options.InFlight {
			next = nil
		}
		var late <-chan time.Time
		if len(owed) > 0 {
			late = time.After(options.Limit)
		}
		select {
		case line, ok := <-next:
			if !ok {
				lines = nil
				continue
			}
			// The worker starts only when there is a question: a worker that fails at once would be restarted forever.
			if w == nil {
				var err error
				if w, err = start(options); err != nil {
					return err
				}
				answers = w.answers
			}
			owed = append(owed, line)
			// A worker that has ended is noticed on its answers.
			_, _ = w.in.Write(line)
			continue
		case answer, ok := <-answers:
			if ok && len(owed) > 0 {
				if _, err := out.Write(answer); err != nil {
					return err
				}
				owed = owed[1:]
				continue
			}
		case <-late:
		}
		stop()
		// Each owed question is asked alone, to find the one that ended the worker.
		for _, line := range owed {
			answer, err := alone(line, options)
			if err != nil {
				return err
			}
			if _, err := out.Write(answer); err != nil {
				return err
			}
		}
		owed = nil
	}
	return <-failed
}

// alone asks one question with a separate worker, and answers with an error if the question ends the worker.
func alone(line []byte, options Options) ([]byte, error) {
	w, err := start(options)
	if err != nil {
		return nil, err
	}
	_, _ = w.in.Write(line)
	why := fmt.Sprintf("no answer within %s", options.Limit)
	select {
	case answer, ok := <-w.answers:
		if ok {
			w.stop()
			return answer, nil
		}
		why = w.stop()
	case <-time.After(options.Limit):
		w.stop()
	}
	var question struct {
		ID json.RawMessage `json:"id"`
	}
	_ = json.Unmarshal(line, &question)
	answer, err := json.Marshal(struct {
		ID    json.RawMessage `json:"id"`
		Error string          `json:"error"`
	}{question.ID, why})
	return append(answer, '\n'), err
}

type worker struct {
	command *exec.Cmd
	in      io.WriteCloser
	answers chan []byte
	errors  *tail
}

func start(options Options) (*worker, error) {
	w := &worker{command: options.Worker(), answers: make(chan []byte, options.InFlight), errors: &tail{}}
	w.command.Stderr = w.errors
	var err error
	if w.in, err = w.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := w.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := w.command.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(w.answers)
		reader := bufio.NewReaderSize(out, 1<<20)
		for {
			answer, err := reader.ReadBytes('\n')
			if err != nil {
				// A line without an end is not an answer: the worker failed while writing it.
				return
			}
			w.answers <- answer
		}
	}()
	return w, nil
}

// stop ends the worker and returns why it failed: its panic, otherwise how it ended.
func (w *worker) stop() string {
	_ = w.in.Close()
	_ = w.command.Process.Kill()
	// Questions that it still answers are asked again.
	for range w.answers {
	}
	err := w.command.Wait()
	for _, line := range strings.Split(w.errors.String(), "\n") {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return line
		}
	}
	return fmt.Sprintf("the worker ended: %v", err)
}

// tail keeps the end of what is written to it: a panic is the last output of a program.
type tail struct{ bytes.Buffer }

const tailSize = 1 << 20

func (t *tail) Write(p []byte) (int, error) {
	if t.Len()+len(p) > tailSize {
		t.Next(min(t.Len(), t.Len()+len(p)-tailSize))
	}
	return t.Buffer.Write(p)
}
