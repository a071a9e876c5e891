package apiserver

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const crd = `
metadata: {name: things.test.example}
spec:
  group: test.example
  names: {kind: Thing}
  versions:
  - name: v1
    served: true
    subresources: {status: {}}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          metadata: {type: object}
          spec:
            type: object
            properties:
              size: {type: integer, maximum: 9}
              mode: {type: string, default: plain}
              names: {type: array, items: {type: string}, x-kubernetes-list-type: set}
            x-kubernetes-validations:
            - {rule: "!has(self.size) || self.size != 7", message: not 7}
          status:
            type: object
            properties:
              count: {type: integer}
  - name: v1alpha1
    served: false
    schema: {openAPIV3Schema: {type: object}}
`

func crds(t *testing.T) CRDs {
	t.Helper()
	all := CRDs{}
	for _, document := range []string{crd, "# nothing but a comment\n"} {
		if err := all.Add([]byte(document)); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 1 {
		t.Fatalf("got %d kinds, want 1", len(all))
	}
	return all
}

func thing(t *testing.T, version, rest string) *unstructured.Unstructured {
	t.Helper()
	objects, err := Decode([]json.RawMessage{json.RawMessage(`{"apiVersion":"test.example/` + version + `","kind":"Thing","metadata":{"name":"a"},` + rest + `}`)})
	if err != nil {
		t.Fatal(err)
	}
	return &objects[0].Unstructured
}

func TestAdmitRefuses(t *testing.T) {
	all := crds(t)
	for rest, want := range map[string]string{
		`"spec":{"size":9,"names":["a","b"]}`: `[]`,
		`"spec":{"siez":9}`:                   `[unknown field "spec.siez"]`,
		`"metadata":{"nmae":"a"}`:             `[unknown field "metadata.nmae"]`,
		`"spec":{"size":"9"}`:                 `[spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"]`,
		`"spec":{"size":10}`:                  `[spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9]`,
		`"spec":{"names":["a","a"]}`:          `[spec.names[1]: Duplicate value: "a"]`,
		`"spec":{"size":7}`:                   `[spec: Invalid value: not 7]`,
		// CEL is asked only about what is right so far.
		`"spec":{"size":7,"names":["a","a"]}`: `[spec.names[1]: Duplicate value: "a"]`,
		`"status":{"count":"many"}`:           `[]`,
	} {
		refusals, known := all.Admit(thing(t, "v1", rest))
		if got := fmt.Sprint(refusals); got != want || !known {
			t.Errorf("%s: got %s, want %s", rest, got, want)
		}
	}
	refusals, known := all.Admit(thing(t, "v1alpha1", `"spec":{}`))
	if got, want := fmt.Sprint(refusals), `[no matches for kind "Thing" in version "test.example/v1alpha1"]`; got != want || !known {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAdmitKnowsNothingAboutOtherKinds(t *testing.T) {
	objects, err := Decode([]json.RawMessage{json.RawMessage(`{"apiVersion":"v1","kind":"Secret","x":1}`)})
	if err != nil {
		t.Fatal(err)
	}
	if refusals, known := crds(t).Admit(&objects[0].Unstructured); known || refusals != nil {
		t.Errorf("got %q, %t", refusals, known)
	}
}

func TestAnAdmittedObjectHasDefaultsAndNoNullsAndKeepsItsStatus(t *testing.T) {
	o := thing(t, "v1", `"spec":{"size":null},"status":{"count":"many"}`)
	if refusals, _ := crds(t).Admit(o); len(refusals) > 0 {
		t.Fatal(refusals)
	}
	want := map[string]any{
		"apiVersion": "test.example/v1", "kind": "Thing", "metadata": map[string]any{"name": "a"},
		"spec": map[string]any{"mode": "plain"}, "status": map[string]any{"count": "many"},
	}
	if !reflect.DeepEqual(o.Object, want) {
		t.Errorf("got %v, want %v", o.Object, want)
	}
}

func TestDecodeRefusesWhatIsNotAnObject(t *testing.T) {
	for _, raw := range []string{`1`, `null`} {
		_, err := Decode([]json.RawMessage{json.RawMessage(`{"apiVersion":"v1","kind":"Pod"}`), json.RawMessage(raw)})
		if want := `objects[1] is not a JSON object`; err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", raw, err, want)
		}
	}
}

func TestDecodeOpensListsAndLeavesOutWhatNoClusterHas(t *testing.T) {
	raws := []json.RawMessage{}
	for _, raw := range []string{
		`{"apiVersion":"v1","kind":"Pod"}`,
		`{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret"},{"apiVersion":"v1","kind":"PodList","items":[{"metadata":{}},{"kind":"Job","apiVersion":"batch/v1"}]},null,5]}`,
		`{"apiVersion":"v1","kind":"PodList","items":null}`,
		`{"kind":"Pod"}`, `{"apiVersion":"v1"}`, `{"apiVersion":"a/b/c","kind":"Pod"}`,
		`{"apiVersion":"v1","kind":"Service","items":null}`,
	} {
		raws = append(raws, json.RawMessage(raw))
	}
	objects, err := Decode(raws)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, o := range objects {
		got = append(got, fmt.Sprintf("%d %s %s", o.Given, o.GetAPIVersion(), o.GetKind()))
	}
	if want := []string{"0 v1 Pod", "1 v1 Secret", "1 v1 Pod", "1 batch/v1 Job", "6 v1 Service"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSetNamespace(t *testing.T) {
	for raw, want := range map[string]string{
		`{}`:                                `{"metadata":{"namespace":"default"}} true`,
		`{"metadata":null}`:                 `{"metadata":{"namespace":"default"}} true`,
		`{"metadata":{"namespace":""}}`:     `{"metadata":{"namespace":"default"}} true`,
		`{"metadata":{"namespace":"shop"}}`: `{"metadata":{"namespace":"shop"}} false`,
		`{"metadata":1}`:                    `{"metadata":1} false`,
	} {
		o := &unstructured.Unstructured{}
		if err := json.Unmarshal([]byte(raw), &o.Object); err != nil {
			t.Fatal(err)
		}
		changed := SetNamespace(o)
		content, _ := json.Marshal(o.Object)
		if got := fmt.Sprintf("%s %t", content, changed); got != want {
			t.Errorf("%s: got %s, want %s", raw, got, want)
		}
	}
}
