package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"istio.io/istio/pkg/config/analysis"
	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/legacy/source/kube"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/analysis/msg"

	"cdk8s-istio-oneagent/conformance/judge"
)

// analyze runs all of Istio's analyzers over the objects, as its own analyzer tests do: `istioctl analyze` on files would
// leave out the analyzers that use Services, Namespaces, Pods, Nodes or Secrets.
func analyze(objects []*object, meshConfig []byte) (out, overlooking []judge.Finding, err error) {
	analyzer := local.NewSourceAnalyzer(analysis.Combine("all", analyzers.All()...), "", istioNamespace, nil)
	for _, o := range objects {
		if o.refused {
			continue
		}
		if err := read(analyzer, strconv.Itoa(o.index), o.raw); err != nil {
			// The API server accepts no object that cannot be decoded, and the others are judged without it.
			o.refused = true
			continue
		}
		pod, err := podOf(o)
		if err != nil {
			return nil, nil, err
		}
		if pod != nil {
			if err := read(analyzer, fmt.Sprintf("pod of %d", o.index), pod); err != nil {
				return nil, nil, err
			}
		}
	}
	if err := applyMeshConfig(analyzer, meshConfig); err != nil {
		return nil, nil, err
	}
	if err := analyzer.AddDefaultResources(); err != nil {
		return nil, nil, err
	}
	cancel := make(chan struct{})
	defer close(cancel)
	result, err := analyzer.Analyze(cancel)
	if err != nil {
		return nil, nil, err
	}
	seen, err := overlook(objects, meshConfig)
	if err != nil {
		return nil, nil, err
	}
	for _, message := range result.Messages {
		about, ours := subject(message)
		if !ours || validated(message) {
			continue
		}
		found := judge.Finding{
			Object: about, Upstream: message.Type.Code(), Severity: strings.ToLower(message.Type.Level().String()), Message: text(message),
		}
		if about != nil && seen.wrong(message, *about) {
			overlooking = append(overlooking, found)
		} else {
			out = append(out, found)
		}
	}
	return out, overlooking, nil
}

// read adds an object as a separate file. The name of a question's object is its index, by which messages are assigned to
// objects.
func read(analyzer *local.IstiodAnalyzer, name string, raw []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("objects[%s]: %w", name, judge.Panicked(p))
		}
	}()
	file := local.ReaderSource{Name: name, Reader: bytes.NewReader(raw)}
	if err := analyzer.AddTestReaderKubeSource([]local.ReaderSource{file}); err != nil {
		return fmt.Errorf("objects[%s]: %w", name, err)
	}
	return nil
}

// applyMeshConfig writes a file, because the analyzer reads the mesh's configuration only from a file.
func applyMeshConfig(analyzer *local.IstiodAnalyzer, meshConfig []byte) error {
	if len(meshConfig) == 0 {
		return nil
	}
	file, err := os.CreateTemp("", "mesh-*.json")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(meshConfig)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return analyzer.AddFileKubeMeshConfig(file.Name())
}

// subject returns the index of the object that a message is about, nil if it is about none (the mesh's configuration); and
// false for the ingress gateway that the analyzer adds itself, and for pods of workloads.
func subject(message diag.Message) (about *int, ours bool) {
	if message.Resource == nil {
		return nil, true
	}
	file, ok := message.Resource.Origin.Reference().(*kube.Position)
	if !ok {
		return nil, true
	}
	index, err := strconv.Atoi(file.Filename)
	return &index, err == nil
}

// validated is true for the webhook's rules, which are answered as the webhook's.
func validated(message diag.Message) bool {
	return message.Type == msg.SchemaValidationError || message.Type == msg.SchemaWarning
}

func text(message diag.Message) string {
	return fmt.Sprintf(message.Type.Template(), message.Parameters...)
}
