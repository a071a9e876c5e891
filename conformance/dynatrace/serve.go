package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
)

// judge answers questions.
type judge struct {
	crds crds
}

// serve answers each line as soon as it and those before it are answered, as many at a time as there are processors.
func serve(in io.Reader, out io.Writer, j *judge) error {
	pending := make(chan chan []byte, runtime.GOMAXPROCS(0))
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
			go func() { answer <- j.respond(line) }()
		}
	}()
	for answer := range pending {
		if _, err := out.Write(append(<-answer, '\n')); err != nil {
			return err
		}
	}
	return <-failed
}

func (j *judge) respond(line []byte) []byte {
	res := j.ask(line)
	bytes, err := json.Marshal(res)
	if err != nil {
		bytes, _ = json.Marshal(response{ID: res.ID, Error: err.Error()})
	}
	return bytes
}

func (j *judge) ask(line []byte) (res response) {
	req, err := decode(line)
	res.ID = req.ID
	defer func() {
		if p := recover(); p != nil {
			res = response{ID: req.ID, Error: fmt.Sprintf("panic: %v", p)}
		}
	}()
	if err == nil {
		switch req.Kind {
		case "findings":
			var found []finding
			found, err = j.findings(req)
			res.Findings = &found
		case "operator-istio":
			var made []any
			made, res.Failed, err = istioObjects(req)
			res.Objects = &made
		}
	}
	if err != nil {
		return response{ID: req.ID, Error: err.Error()}
	}
	return res
}
