package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

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
)

// crds are the kinds of custom resources that the API server knows, with their served versions.
type crds map[schema.GroupKind]map[string]*resourceVersion

type resourceVersion struct {
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	cel        *cel.Validator
	// hasStatus is set where the kind has a status subresource: create then ignores the status.
	hasStatus bool
}

func readCRDs(folder string) (crds, error) {
	files, err := filepath.Glob(filepath.Join(folder, "dynatrace.com_*.yaml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no CRDs in %q", folder)
	}
	all := crds{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		definition := &apiextensionsv1.CustomResourceDefinition{}
		if err := yaml.Unmarshal(text, definition); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		versions := map[string]*resourceVersion{}
		for _, v := range definition.Spec.Versions {
			if !v.Served {
				continue
			}
			if versions[v.Name], err = compile(v); err != nil {
				return nil, fmt.Errorf("%s %s: %w", file, v.Name, err)
			}
		}
		all[schema.GroupKind{Group: definition.Spec.Group, Kind: definition.Spec.Names.Kind}] = versions
	}
	return all, nil
}

func compile(v apiextensionsv1.CustomResourceDefinitionVersion) (*resourceVersion, error) {
	internal := &apiextensions.CustomResourceValidation{}
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v.Schema, internal, nil); err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	return &resourceVersion{
		structural: structural,
		schema:     validator,
		cel:        cel.NewValidator(structural, true, celconfig.PerCallLimit),
		hasStatus:  v.Subresources != nil && v.Subresources.Status != nil,
	}, nil
}

// admit returns why the API server refuses a custom resource (with strict field validation, kubectl's default), or
// nothing; it then leaves the object as the webhook sees it.
func (c crds) admit(o *object) []string {
	versions, ok := c[o.GroupVersionKind().GroupKind()]
	if !ok {
		return nil
	}
	gvk := o.GroupVersionKind()
	v, ok := versions[gvk.Version]
	if !ok {
		return []string{fmt.Sprintf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())}
	}
	content := o.Object

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
	if v.hasStatus {
		delete(content, "status")
	}

	validated := runtime.DeepCopyJSON(content)
	errs := validation.ValidateCustomResource(nil, validated, v.schema)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, v.structural, validated)...)
	if len(errs) == 0 && v.cel != nil {
		errs, _ = v.cel.Validate(context.Background(), nil, v.structural, validated, nil, celconfig.RuntimeCELCostBudget)
	}
	messages := make([]string, len(errs))
	for i, err := range errs {
		messages[i] = err.Error()
	}
	return messages
}
