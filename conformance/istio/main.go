// Command istio answers our questions with Istio's own code, and the API server's with Istio's CRDs: JSON lines in on
// standard input, one answer a line on standard output, in the order of the questions.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"time"

	"k8s.io/klog/v2"

	"istio.io/istio/pkg/kube/krt"
	"istio.io/istio/pkg/log"

	"cdk8s-istio-oneagent/conformance/istio/supervise"
	"cdk8s-istio-oneagent/conformance/judge"
)

const (
	// workerArgument makes the program answer questions, instead of supervising a worker.
	workerArgument = "worker"
	// limit is longer than any answer takes: the fake control plane gives up after half a minute.
	limit = time.Minute
)

// inFlight is the number of questions that are answered at a time. Setting up a mesh is half waiting, so it is more than the
// number of processors.
func inFlight() int {
	return 4 * runtime.GOMAXPROCS(0)
}

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == workerArgument {
		err = work()
	} else {
		err = watch()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func watch() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return supervise.Run(os.Stdin, os.Stdout, supervise.Options{
		Worker:   func() *exec.Cmd { return exec.Command(self, workerArgument) },
		InFlight: inFlight(),
		Limit:    limit,
	})
}

func work() error {
	// What the judged software prints, or logs before its scopes are silent, goes to standard error.
	answers, err := judge.TakeStdout(os.Stderr)
	if err != nil {
		return err
	}
	silence()
	if os.Getenv("GOGC") == "" {
		// There are hundreds of meshes for a short time each: without this, a quarter of the time is garbage collection.
		debug.SetGCPercent(400)
	}
	return judge.Serve(os.Stdin, answers, inFlight(), kinds.Respond)
}

// silence turns off the logs of the judged software.
func silence() {
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.NoneLevel)
	}
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	// The handler would keep every collection of every mesh alive.
	krt.GlobalDebugHandler = nil
}
