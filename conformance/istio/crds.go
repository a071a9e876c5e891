package main

import (
	"strings"
	"sync"

	"istio.io/istio/manifests"

	"cdk8s-istio-oneagent/conformance/judge/apiserver"
)

// istioCRDs are the CRDs that the linked Istio ships.
var istioCRDs = sync.OnceValue(func() apiserver.CRDs {
	all, err := manifests.FS.ReadFile("charts/base/files/crd-all.gen.yaml")
	if err != nil {
		panic(err)
	}
	crds := apiserver.CRDs{}
	for _, document := range strings.Split(string(all), "\n---\n") {
		if err := crds.Add([]byte(document)); err != nil {
			panic(err)
		}
	}
	return crds
})
