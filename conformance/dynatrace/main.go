// Command dynatrace lets the Dynatrace operator's own code, and the API server's with the operator's CRDs, answer our
// questions: JSON lines in on standard input, one answer a line on standard output, in the order of the questions. Its
// argument is the folder with the CRDs.
package main

import (
	"fmt"
	"os"

	"github.com/go-logr/logr"
	"golang.org/x/sys/unix"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"

	"github.com/Dynatrace/dynatrace-operator/pkg/util/installconfig"
	"github.com/Dynatrace/dynatrace-operator/pkg/util/kubernetes/version"
)

// kubernetesMinor is the version of the cluster that rules ask about: new enough for everything.
const kubernetesMinor = 36

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: %s FOLDER-WITH-CRDS", os.Args[0])
	}
	answers, err := quiet()
	if err != nil {
		return err
	}
	crds, err := readCRDs(os.Args[1])
	if err != nil {
		return err
	}
	settle()
	return serve(os.Stdin, answers, &judge{crds: crds})
}

// settle fixes what the operator would ask its installation and its cluster about: all modules of its Helm chart are
// there, as by default, and Kubernetes is new.
func settle() {
	ctrl.SetLogger(logr.Discard())
	klog.LogToStderr(false)
	_ = os.Unsetenv(installconfig.ModulesJSONEnv)
	installconfig.ReadModules()
	version.DisableCacheForTest(kubernetesMinor)
}

// quiet hands out the real standard output for the answers alone. The operator logs to standard output; nobody reads it.
func quiet() (*os.File, error) {
	fd, err := unix.Dup(unix.Stdout)
	if err != nil {
		return nil, fmt.Errorf("standard output: %w", err)
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.Dup2(int(null.Fd()), unix.Stdout); err != nil {
		return nil, fmt.Errorf("standard output: %w", err)
	}
	return os.NewFile(uintptr(fd), "answers"), nil
}
