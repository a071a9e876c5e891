package judge

import (
	"bufio"
	"bytes"
	"io"
)

// Lines reads the lines that hold more than blanks, each with its end. Once there are no more, the second channel has the
// error that ended the reading, or nil.
func Lines(in io.Reader, size int) (<-chan []byte, <-chan error) {
	lines, failed := make(chan []byte, size), make(chan error, 1)
	go func() {
		defer close(lines)
		reader := bufio.NewReaderSize(in, 1<<20)
		for {
			line, err := reader.ReadBytes('\n')
			if line = bytes.TrimSpace(line); len(line) > 0 {
				lines <- append(line, '\n')
			}
			if err != nil {
				if err == io.EOF {
					err = nil
				}
				failed <- err
				return
			}
		}
	}()
	return lines, failed
}

// Serve writes one line for each line that it reads, in order, each as soon as it and all before it are answered. As many
// lines as `inFlight` are answered at a time.
func Serve(in io.Reader, out io.Writer, inFlight int, respond func(line []byte) []byte) error {
	lines, failed := Lines(in, 1)
	pending := make(chan chan []byte, inFlight-1)
	go func() {
		defer close(pending)
		for line := range lines {
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
