package main

import (
	"encoding/json"
	"io"
	"time"

	networking "istio.io/api/networking/v1beta1"
	"istio.io/istio/pilot/pkg/config/memory"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/collection"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/util/protomarshal"
)

type proxyMetadataQuestion struct {
	// The configuration of the mesh, as YAML.
	Mesh         string `json:"mesh"`
	ProxyConfigs []struct {
		Metadata struct {
			Name              string    `json:"name"`
			Namespace         string    `json:"namespace"`
			CreationTimestamp time.Time `json:"creationTimestamp"`
		} `json:"metadata"`
		Spec json.RawMessage `json:"spec"`
	} `json:"proxyConfigs"`
	Pods []struct {
		Namespace   string            `json:"namespace"`
		Labels      map[string]string `json:"labels"`
		Annotations map[string]string `json:"annotations"`
	} `json:"pods"`
}

// Prints the environment variables that the injector gives to the proxies of pods, by Istio's own precedence.
func printProxyMetadata(in io.Reader, out io.Writer) error {
	var asked proxyMetadataQuestion
	if err := json.NewDecoder(in).Decode(&asked); err != nil {
		return err
	}
	meshConfig, err := mesh.ApplyMeshConfigDefaults(asked.Mesh)
	if err != nil {
		return err
	}
	store := memory.Make(collection.SchemasFor(collections.ProxyConfig))
	for _, one := range asked.ProxyConfigs {
		spec := &networking.ProxyConfig{}
		if len(one.Spec) > 0 {
			if err := protomarshal.Unmarshal(one.Spec, spec); err != nil {
				return err
			}
		}
		meta := config.Meta{
			GroupVersionKind: gvk.ProxyConfig, Name: one.Metadata.Name, Namespace: one.Metadata.Namespace, CreationTimestamp: one.Metadata.CreationTimestamp,
		}
		if _, err := store.Create(config.Config{Meta: meta, Spec: spec}); err != nil {
			return err
		}
	}
	configs := model.GetProxyConfigs(store, meshConfig)
	answers := []map[string]string{}
	for _, pod := range asked.Pods {
		metadata := &model.NodeMetadata{Namespace: pod.Namespace, Labels: pod.Labels, Annotations: pod.Annotations}
		answer := configs.EffectiveProxyConfig(metadata, meshConfig).GetProxyMetadata()
		if answer == nil {
			answer = map[string]string{}
		}
		answers = append(answers, answer)
	}
	return json.NewEncoder(out).Encode(answers)
}
