package main

import (
	"fmt"
	"os"
	"path/filepath"

	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

// readCRDs reads the operator's CRDs from a folder of its module.
func readCRDs(folder string) (apiserver.CRDs, error) {
	files, err := filepath.Glob(filepath.Join(folder, "dynatrace.com_*.yaml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no CRDs in %q", folder)
	}
	crds := apiserver.CRDs{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := crds.Add(text); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return crds, nil
}
