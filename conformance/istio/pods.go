package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config/labels"
)

// templates are the paths of the pod template by kind.
var templates = map[string][]string{
	"Deployment.apps":     {"spec", "template"},
	"StatefulSet.apps":    {"spec", "template"},
	"DaemonSet.apps":      {"spec", "template"},
	"ReplicaSet.apps":     {"spec", "template"},
	"Job.batch":           {"spec", "template"},
	"CronJob.batch":       {"spec", "jobTemplate", "spec", "template"},
	"Rollout.argoproj.io": {"spec", "template"},
}

// podOf is a pod as the controller of a workload would make it; nil if the object is not a workload. Files hold no pods,
// and the analyzers that need pods ignore templates.
func podOf(o *object) ([]byte, error) {
	path, ok := templates[o.gvk.GroupKind().String()]
	if !ok {
		return nil, nil
	}
	template, ok, _ := unstructured.NestedMap(o.Object, path...)
	if !ok {
		return nil, nil
	}
	metadata, _, _ := unstructured.NestedMap(template, "metadata")
	if metadata == nil {
		metadata = map[string]any{}
	}
	metadata["name"] = fmt.Sprintf("%s-of-%s-%d", o.GetName(), o.GetKind(), o.index)
	metadata["namespace"] = o.GetNamespace()
	return json.Marshal(map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"]})
}

// podLabels are the labels of a pod, or of the pods of a workload.
func podLabels(o *object) (labels.Instance, bool) {
	if o.gvk.Group == "" && o.gvk.Kind == "Pod" {
		return o.GetLabels(), true
	}
	path, ok := templates[o.gvk.GroupKind().String()]
	if !ok {
		return nil, false
	}
	has, _, _ := unstructured.NestedStringMap(o.Object, append(slices.Clone(path), "metadata", "labels")...)
	return has, true
}
