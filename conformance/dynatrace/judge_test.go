package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"cdk8s-istio-oneagent/conformance/judge"
)

var tested judge.Kinds

// response is one line out.
type response struct {
	ID       json.RawMessage   `json:"id"`
	Findings *[]judge.Finding  `json:"findings"`
	Objects  *[]any            `json:"objects"`
	Failed   map[string]string `json:"failed"`
	Error    string            `json:"error"`
}

func TestMain(m *testing.M) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/Dynatrace/dynatrace-operator").Output()
	if err != nil {
		panic(err)
	}
	crds, err := readCRDs(filepath.Join(strings.TrimSpace(string(folder)), "config", "crd", "bases"))
	if err != nil {
		panic(err)
	}
	settle()
	tested = kinds(crds)
	os.Exit(m.Run())
}

func put(t *testing.T, line string) response {
	t.Helper()
	res := response{}
	if err := json.Unmarshal(tested.Respond([]byte(line)), &res); err != nil {
		t.Fatal(err)
	}
	return res
}

func dynaKube(name, spec string) string {
	return custom("v1beta6", "DynaKube", name, spec)
}

func custom(version, kind, name, spec string) string {
	return fmt.Sprintf(`{"apiVersion":"dynatrace.com/%s","kind":%q,"metadata":{"name":%q,"namespace":"dynatrace"},"spec":%s}`, version, kind, name, spec)
}

func TestAWrongQuestionIsAnErrorWithItsID(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":7,"kind":"guess"}`:                                   `'kind' must be "findings" or "operator-istio", got "guess"`,
		`{"id":7,"kind":"findings","object":[]}`:                    `question: json: unknown field "object"`,
		`{"id":7,"kind":"operator-istio","objects":[]}`:             `question: json: unknown field "objects"`,
		`{"id":7,"kind":"findings","target":{"operator":"1.9"}}`:    `'target.operator' must be "1.10", got "1.9": the linked code is that version`,
		`{"id":7,"kind":"findings","objects":[1]}`:                  `objects[0] is not a JSON object`,
		`{"id":7,"kind":"findings"} {"id":8,"kind":"findings"}`:     `question: more than one JSON value in the line`,
		`{"id":7,"kind":"operator-istio","endpoints":["https://"]}`: `question: json: cannot unmarshal array`,
	} {
		res := put(t, line)
		if string(res.ID) != "7" || !strings.HasPrefix(res.Error, want) || res.Findings != nil || res.Objects != nil {
			t.Errorf("%s: got %+v, want error %q", line, res, want)
		}
	}
}

func TestFindings(t *testing.T) {
	const right = `"apiUrl":"https://abc12345.live.dynatrace.com/api"`
	const host = `{"apiUrl":"https://abc12345.live.dynatrace.com/api","oneAgent":{"hostMonitoring":{}}}`
	const injecting = `{"apiUrl":"https://abc12345.live.dynatrace.com/api","oneAgent":{"applicationMonitoring":{}}}`
	shop := `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}`
	secret := func(field, name, content string) string {
		return `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"` + name + `","namespace":"dynatrace"},"` + field + `":` + content + `}`
	}
	edgeConnect := func(spec string) string { return custom("v1alpha2", "EdgeConnect", "ec", spec) }
	for name, c := range map[string]struct {
		objects []string
		want    []string
	}{
		"nothing wrong":             {[]string{dynaKube("dk", `{`+right+`}`)}, nil},
		"an unknown field":          {[]string{dynaKube("dk", `{`+right+`,"x":1}`)}, []string{"0 schema error"}},
		"a value of another type":   {[]string{dynaKube("dk", `{`+right+`,"tokens":1}`)}, []string{"0 schema error"}},
		"an item twice":             {[]string{dynaKube("dk", `{`+right+`,"activeGate":{"capabilities":["routing","routing"]}}`)}, []string{"0 schema error"}},
		"a version no one serves":   {[]string{custom("v1beta4", "DynaKube", "dk", `{`+right+`}`)}, []string{"0 schema error"}},
		"what cannot be decoded":    {[]string{dynaKube("dk", `{`+right+`,"dynatraceApiRequestThreshold":-1}`)}, []string{"0 operator error"}},
		"a wrong URL":               {[]string{dynaKube("dk", `{"apiUrl":"https://a"}`)}, []string{"0 operator error"}},
		"a wrong URL, v1beta5":      {[]string{custom("v1beta5", "DynaKube", "dk", `{"apiUrl":"https://a"}`)}, []string{"0 operator error"}},
		"no limits":                 {[]string{dynaKube("dk", `{`+right+`,"activeGate":{"capabilities":["routing"]}}`)}, []string{"0 operator-warning warning"}},
		"enableIstio":               {[]string{dynaKube("dk", `{`+right+`,"enableIstio":true}`)}, nil},
		"all modules, new cluster":  {[]string{dynaKube("dk", `{`+right+`,"logMonitoring":{},"oneAgent":{"cloudNativeFullStack":{}},"activeGate":{"rollingUpdate":{}}}`)}, nil},
		"two on one node":           {[]string{dynaKube("a", host), dynaKube("b", host)}, []string{"0 operator error", "1 operator error"}},
		"two, one of another age":   {[]string{dynaKube("a", host), custom("v1beta5", "DynaKube", "b", host)}, []string{"0 operator error", "1 operator error"}},
		"two, one of them refused":  {[]string{dynaKube("a", host), dynaKube("b", strings.Replace(host, `"oneAgent"`, `"x":1,"oneAgent"`, 1))}, []string{"1 schema error"}},
		"two in one namespace":      {[]string{dynaKube("a", injecting), dynaKube("b", injecting), shop}, []string{"0 operator error", "1 operator error"}},
		"two without a namespace":   {[]string{dynaKube("a", injecting), dynaKube("b", injecting)}, nil},
		"no Secret of the proxy":    {[]string{dynaKube("dk", `{`+right+`,"proxy":{"valueFrom":"proxy"}}`)}, []string{"0 operator error"}},
		"the Secret of the proxy":   {[]string{dynaKube("dk", `{`+right+`,"proxy":{"valueFrom":"proxy"}}`), secret("data", "proxy", `{"proxy":"aHR0cDovL3Byb3h5"}`)}, nil},
		"the same as plain text":    {[]string{dynaKube("dk", `{`+right+`,"proxy":{"valueFrom":"proxy"}}`), secret("stringData", "proxy", `{"proxy":"http://proxy"}`)}, nil},
		"a right EdgeConnect":       {[]string{edgeConnect(`{"apiServer":"abc.apps.dynatrace.com","oauth":{"clientSecret":"s","endpoint":"https://sso.dynatrace.com","resource":"r"}}`)}, nil},
		"a wrong EdgeConnect":       {[]string{edgeConnect(`{"apiServer":"abc","oauth":{"clientSecret":"s","endpoint":"https://sso.dynatrace.com","resource":"r"}}`)}, []string{"0 operator error"}},
		"an EdgeConnect without it": {[]string{edgeConnect(`{"apiServer":"abc.apps.dynatrace.com"}`)}, []string{"0 schema error"}},
		"kinds of others":           {[]string{`{"apiVersion":"networking.istio.io/v1","kind":"Sidecar","metadata":{"name":"s"},"spec":{"x":1}}`}, nil},
	} {
		res := put(t, `{"id":1,"kind":"findings","objects":[`+strings.Join(c.objects, ",")+`]}`)
		if res.Error != "" {
			t.Errorf("%s: %s", name, res.Error)
			continue
		}
		var got []string
		for _, f := range *res.Findings {
			got = append(got, fmt.Sprintf("%d %s %s", *f.Object, f.Upstream, f.Severity))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q (%+v)", name, got, c.want, *res.Findings)
		}
	}
}

func TestObjectsOfIstio(t *testing.T) {
	ask := func(rest string) response {
		return put(t, `{"id":1,"kind":"operator-istio","name":"dk","namespace":"dynatrace","apiUrl":"https://abc12345.apps.dynatrace.com",`+rest+`}`)
	}
	names := func(res response) []string {
		out := []string{}
		for _, o := range *res.Objects {
			made := o.(map[string]any)
			out = append(out, made["kind"].(string)+" "+made["metadata"].(map[string]any)["name"].(string))
		}
		sort.Strings(out)
		return out
	}
	res := ask(`"endpoints":"https://a.example.com;https://10.0.0.1","activeGateEndpoints":"https://a.example.com,https://b.example.com"`)
	want := []string{
		"ServiceEntry dk-fqdn-activegate", "ServiceEntry dk-fqdn-oneagent", "ServiceEntry dk-fqdn-operator", "ServiceEntry dk-ip-oneagent",
		"VirtualService dk-fqdn-activegate", "VirtualService dk-fqdn-oneagent", "VirtualService dk-fqdn-operator",
	}
	if got := names(res); !reflect.DeepEqual(got, want) || len(res.Failed) > 0 {
		t.Errorf("got %q and %v, want %q", got, res.Failed, want)
	}
	for _, o := range *res.Objects {
		metadata := o.(map[string]any)["metadata"].(map[string]any)
		if len(metadata) != 3 || len(metadata["labels"].(map[string]any)) != 3 {
			t.Errorf("got %v, want a name, a namespace and three labels", metadata)
		}
	}

	res = ask(`"endpoints":"https://a.example.com; https://b.example.com","activeGateEndpoints":""`)
	if got := names(res); len(got) != 2 || len(res.Failed) != 1 || !strings.HasPrefix(res.Failed["oneagent"], "failed to parse URL") {
		t.Errorf("got %q and %v, want the objects of the API and a failure for OneAgent", got, res.Failed)
	}
}
