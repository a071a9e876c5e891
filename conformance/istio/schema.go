package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"

	"istio.io/istio/manifests"
)

// customResource validates objects of one kind as the API server does on create.
type customResource struct {
	versions map[string]func() *resourceVersion
}

type resourceVersion struct {
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	cel        *cel.Validator
	// hasStatus is set where the kind has a status subresource: create then ignores the status.
	hasStatus bool
}

// istioCRDs are those that the linked Istio ships.
var istioCRDs = sync.OnceValue(func() map[schema.GroupKind]*customResource {
	all, err := manifests.FS.ReadFile("charts/base/files/crd-all.gen.yaml")
	if err != nil {
		panic(err)
	}
	crds := map[schema.GroupKind]*customResource{}
	for _, document := range strings.Split(string(all), "\n---\n") {
		definition := &apiextensionsv1.CustomResourceDefinition{}
		if err := yaml.Unmarshal([]byte(document), definition); err != nil {
			panic(err)
		}
		if definition.Name == "" {
			continue
		}
		versions := map[string]func() *resourceVersion{}
		for _, v := range definition.Spec.Versions {
			if v.Served {
				// Compiling CEL takes its time, and most kinds are never asked for.
				versions[v.Name] = sync.OnceValue(func() *resourceVersion { return compile(v) })
			}
		}
		crds[schema.GroupKind{Group: definition.Spec.Group, Kind: definition.Spec.Names.Kind}] = &customResource{versions}
	}
	return crds
})

func compile(v apiextensionsv1.CustomResourceDefinitionVersion) *resourceVersion {
	internal := &apiextensions.CustomResourceValidation{}
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v.Schema, internal, nil); err != nil {
		panic(err)
	}
	structural, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		panic(err)
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		panic(err)
	}
	return &resourceVersion{
		structural: structural,
		schema:     validator,
		cel:        cel.NewValidator(structural, true, celconfig.PerCallLimit),
		hasStatus:  v.Subresources != nil && v.Subresources.Status != nil,
	}
}

// validate returns why the API server refuses the object (with strict field validation, kubectl's default), or nothing.
func (c *customResource) validate(o *object) []string {
	compiled, ok := c.versions[o.gvk.Version]
	if !ok {
		return []string{fmt.Sprintf("no matches for kind %q in version %q", o.gvk.Kind, o.gvk.GroupVersion())}
	}
	v := compiled()
	content := runtime.DeepCopyJSON(o.Object)

	// Decoding comes first: it ends there when a field is unknown.
	_, _, unknown, err := objectmeta.GetObjectMetaWithOptions(content, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return []string{err.Error()}
	}
	track := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	unknown = append(unknown, pruning.PruneWithOptions(content, v.structural, true, track)...)
	if len(unknown) > 0 {
		messages := make([]string, len(unknown))
		for i, path := range unknown {
			messages[i] = fmt.Sprintf("unknown field %q", path)
		}
		return messages
	}
	defaulting.PruneNonNullableNullsWithoutDefaults(content, v.structural)
	defaulting.Default(content, v.structural)
	// From here on everybody sees the object without its nulls.
	if err := o.replace(runtime.DeepCopyJSON(content)); err != nil {
		return []string{err.Error()}
	}
	if v.hasStatus {
		delete(content, "status")
	}

	errs := validation.ValidateCustomResource(nil, content, v.schema)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, v.structural, content)...)
	if len(errs) == 0 && v.cel != nil {
		errs, _ = v.cel.Validate(context.Background(), nil, v.structural, content, nil, celconfig.RuntimeCELCostBudget)
	}
	messages := make([]string, len(errs))
	for i, err := range errs {
		messages[i] = err.Error()
	}
	return messages
}
