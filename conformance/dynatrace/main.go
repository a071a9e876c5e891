// Command dynatrace answers our questions with the Dynatrace operator's own code, and the API server's with the operator's
// CRDs: JSON lines in on standard input, one answer a line on standard output, in the order of the questions. Its
// argument is the folder with the CRDs.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"

	"github.com/Dynatrace/dynatrace-operator/pkg/util/installconfig"
	"github.com/Dynatrace/dynatrace-operator/pkg/util/kubernetes/version"

	"cdk8s-istio-oneagent/conformance/judge"
	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

// kubernetesMinor is the version of the cluster that rules depend on: new enough for everything.
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
	// The operator logs to standard output, and nobody reads it.
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	answers, err := judge.TakeStdout(null)
	if err != nil {
		return err
	}
	crds, err := readCRDs(os.Args[1])
	if err != nil {
		return err
	}
	settle()
	return judge.Serve(os.Stdin, answers, runtime.GOMAXPROCS(0), kinds(crds).Respond)
}

// kinds are the questions that this judge answers.
func kinds(crds apiserver.CRDs) judge.Kinds {
	return judge.Kinds{
		"findings":       judge.Answering(func(req *findingsRequest) (*found, error) { return findings(crds, req) }),
		"operator-istio": judge.Answering(istioObjects),
	}
}

// settle sets what the operator would ask its installation and its cluster: all modules of its Helm chart are
// installed, as by default, and Kubernetes is new.
func settle() {
	ctrl.SetLogger(logr.Discard())
	klog.LogToStderr(false)
	_ = os.Unsetenv(installconfig.ModulesJSONEnv)
	installconfig.ReadModules()
	version.DisableCacheForTest(kubernetesMinor)
}
