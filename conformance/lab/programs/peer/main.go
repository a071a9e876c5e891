// The processes of the lab that open and answer connections: the application of a pod, and everything outside the mesh. Answers questions on its standard input, one line of JSON each.
//
//	peer <name> <folder of the certificate authority> [<address of the DNS server>]
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
	"sync"
)

type question struct {
	Listen *[]listener `json:"listen"`
	// What the servers speak: "tls", "plain", "mutual" or "any", by port, or by address and port.
	Speak *map[string]string `json:"speak"`
	Zone  *zone              `json:"zone"`
	Dial  *dial              `json:"dial"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: peer <name> <folder of the certificate authority> [<address of the DNS server>]")
	}
	names := &names{}
	servers := newServers(os.Args[1], os.Args[2], names)
	if len(os.Args) > 3 {
		if err := names.serve(os.Args[3]); err != nil {
			log.Fatal(err)
		}
	}
	answerQuestions(func(asked question) (any, error) {
		switch {
		case asked.Listen != nil:
			return struct{}{}, servers.listen(*asked.Listen)
		case asked.Speak != nil:
			servers.speak(*asked.Speak)
			return struct{}{}, nil
		case asked.Zone != nil:
			names.set(*asked.Zone)
			return struct{}{}, nil
		default:
			return asked.Dial.open(), nil
		}
	})
}

func answerQuestions(answer func(question) (any, error)) {
	var writing sync.Mutex
	out := json.NewEncoder(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64*1024*1024)
	for in.Scan() {
		var line struct {
			ID       int      `json:"id"`
			Question question `json:"question"`
		}
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			log.Fatalf("not a question: %v", err)
		}
		go func() {
			given, err := answer(line.Question)
			said := map[string]any{"id": line.ID, "answer": given}
			if err != nil {
				said = map[string]any{"id": line.ID, "error": err.Error()}
			}
			writing.Lock()
			defer writing.Unlock()
			if out.Encode(said) != nil {
				os.Exit(0)
			}
		}()
	}
}
