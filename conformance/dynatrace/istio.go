package main

import (
	"context"
	"encoding/json"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"

	"github.com/Dynatrace/dynatrace-operator/pkg/api/latest/dynakube"
	"github.com/Dynatrace/dynatrace-operator/pkg/api/latest/dynakube/activegate"
	"github.com/Dynatrace/dynatrace-operator/pkg/api/latest/dynakube/oneagent"
	"github.com/Dynatrace/dynatrace-operator/pkg/api/scheme"
	"github.com/Dynatrace/dynatrace-operator/pkg/controllers/dynakube/istio"
)

// versionLabel is the label with the version that the release build sets. Here it has no value.
const versionLabel = "app.kubernetes.io/version"

// istioObjects runs the operator's reconciler for a DynaKube with enableIstio, code modules and an
// ActiveGate, in an empty cluster that keeps the objects as they are sent. Left out are the owner reference, the annotation with
// the hash, and the label with the operator's version.
func istioObjects(req *istioRequest) (*made, error) {
	if err := checkTarget(req.Target); err != nil {
		return nil, err
	}
	dk := &dynakube.DynaKube{
		ObjectMeta: metav1.ObjectMeta{Name: req.Name, Namespace: req.Namespace, UID: "dynakube"},
		Spec: dynakube.DynaKubeSpec{
			APIURL:      req.APIURL,
			EnableIstio: true,
			OneAgent:    oneagent.Spec{ApplicationMonitoring: &oneagent.ApplicationMonitoringSpec{}},
			ActiveGate:  activegate.Spec{Capabilities: []activegate.CapabilityDisplayName{activegate.RoutingCapability.DisplayName}},
		},
	}
	dk.Status.OneAgent.ConnectionInfo.Endpoints = req.Endpoints
	dk.Status.ActiveGate.ConnectionInfo.Endpoints = req.ActiveGateEndpoints

	sent := []any{}
	cluster := fake.NewClientBuilder().WithScheme(scheme.Scheme).WithInterceptorFuncs(interceptor.Funcs{
		Create: func(_ context.Context, _ client.WithWatch, o client.Object, _ ...client.CreateOption) error {
			content, err := wireForm(o)
			if err == nil {
				sent = append(sent, content)
			}
			return err
		},
	}).Build()
	reconciler := istio.NewReconciler(cluster, cluster)
	failed := map[string]string{}
	for component, reconcile := range map[string]func(context.Context, *dynakube.DynaKube) error{
		istio.OperatorComponent:   reconciler.ReconcileAPIURL,
		istio.CodeModuleComponent: reconciler.ReconcileCodeModules,
		istio.ActiveGateComponent: reconciler.ReconcileActiveGate,
	} {
		if err := reconcile(context.Background(), dk); err != nil {
			failed[component] = err.Error()
		}
	}
	return &made{sent, failed}, nil
}

// wireForm is the object as the client writes it.
func wireForm(o client.Object) (map[string]any, error) {
	gvk, err := apiutil.GVKForObject(o, scheme.Scheme)
	if err != nil {
		return nil, err
	}
	bytes, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("cannot be sent: %w", err)
	}
	content := map[string]any{}
	if err := json.Unmarshal(bytes, &content); err != nil {
		return nil, err
	}
	content["apiVersion"], content["kind"] = gvk.ToAPIVersionAndKind()
	delete(content, "status")
	metadata := content["metadata"].(map[string]any)
	for _, key := range []string{"annotations", "ownerReferences", "creationTimestamp"} {
		delete(metadata, key)
	}
	if labels, ok := metadata["labels"].(map[string]any); ok {
		delete(labels, versionLabel)
	}
	return content, nil
}
