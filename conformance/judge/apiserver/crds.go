package apiserver

import (
	"context"
	"fmt"
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
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// CRDs are the kinds of custom resources that the API server knows, with their served versions.
type CRDs map[schema.GroupKind]map[string]func() *resourceVersion

type resourceVersion struct {
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	cel        *cel.Validator
	// hasStatus is set if the kind has a status subresource: create then ignores the status.
	hasStatus bool
}

// Add makes the kind of a CustomResourceDefinition known. A document without a name is skipped.
func (crds CRDs) Add(document []byte) error {
	definition := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.Unmarshal(document, definition); err != nil {
		return err
	}
	if definition.Name == "" {
		return nil
	}
	versions := map[string]func() *resourceVersion{}
	for _, v := range definition.Spec.Versions {
		if v.Served {
			// Compiling CEL takes time, and most kinds are never asked about.
			versions[v.Name] = sync.OnceValue(func() *resourceVersion { return compile(v) })
		}
	}
	crds[schema.GroupKind{Group: definition.Spec.Group, Kind: definition.Spec.Names.Kind}] = versions
	return nil
}

// compile panics if the schema is invalid: the vendor's API server would not serve it either.
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

// Admit returns why the API server refuses a custom resource (with strict field validation, kubectl's default), or nothing;
// and whether it is a custom resource of a known kind. The object is then without nulls and with defaults, as everyone sees
// it from then on. It keeps its status, which is not validated if create ignores it.
func (crds CRDs) Admit(o *unstructured.Unstructured) (refusals []string, known bool) {
	gvk := o.GroupVersionKind()
	versions, known := crds[gvk.GroupKind()]
	if !known {
		return nil, false
	}
	compiled, ok := versions[gvk.Version]
	if !ok {
		return []string{fmt.Sprintf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())}, true
	}
	return compiled().admit(o), true
}

func (v *resourceVersion) admit(o *unstructured.Unstructured) []string {
	content := runtime.DeepCopyJSON(o.Object)

	// Decoding comes first: it ends there if a field is unknown.
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
	o.Object = runtime.DeepCopyJSON(content)
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
