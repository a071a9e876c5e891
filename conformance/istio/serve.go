package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
)

// serve answers each line as soon as it and those before it are answered, several at a time.
func serve(in io.Reader, out io.Writer, inFlight int) error {
	pending := make(chan chan []byte, inFlight-1)
	failed := make(chan error, 1)
	go func() {
		defer close(pending)
		reader := bufio.NewReaderSize(in, 1<<20)
		for {
			line, err := reader.ReadBytes('\n')
			if err != nil {
				if err == io.EOF {
					err = nil
				}
				failed <- err
				return
			}
			answer := make(chan []byte, 1)
			pending <- answer
			go func() { answer <- respond(line) }()
		}
	}()
	for answer := range pending {
		if _, err := out.Write(append(<-answer, '\n')); err != nil {
			return err
		}
	}
	return <-failed
}

func respond(line []byte) []byte {
	res := ask(line)
	bytes, err := json.Marshal(res)
	if err != nil {
		bytes, _ = json.Marshal(response{ID: res.ID, Error: err.Error()})
	}
	return bytes
}

func ask(line []byte) (res response) {
	req, err := decode(line)
	res.ID = req.ID
	defer func() {
		if p := recover(); p != nil {
			res = response{ID: req.ID, Error: panicked(p)}
		}
	}()
	if err == nil {
		switch req.Kind {
		case "findings":
			var found []finding
			found, res.Overlooking, err = findings(req)
			res.Findings = &found
		case "reach":
			var answers []answer
			answers, err = reach(req)
			res.Answers = &answers
		default:
			err = fmt.Errorf("'kind' must be \"findings\" or \"reach\", got %q", req.Kind)
		}
	}
	if err != nil {
		return response{ID: req.ID, Error: err.Error()}
	}
	return res
}

// panicked tells where the software broke: the frame below the panic's own.
func panicked(p any) string {
	_, below, _ := strings.Cut(string(debug.Stack()), "\npanic(")
	lines := strings.SplitN(below, "\n", 5)
	if len(lines) < 4 {
		return fmt.Sprintf("panic: %v", p)
	}
	// A frame is a line with the function, and one with a tab, the file and its offset.
	where, _, _ := strings.Cut(strings.TrimSpace(lines[3]), " +0x")
	return fmt.Sprintf("panic: %v at %s", p, where)
}
