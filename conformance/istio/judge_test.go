package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"cdk8s-istio-oneagent/conformance/judge"
)

func TestMain(m *testing.M) {
	silence()
	os.Exit(m.Run())
}

// response is one line out.
type response struct {
	ID       json.RawMessage  `json:"id"`
	Findings *[]judge.Finding `json:"findings"`
	Answers  *[]answer        `json:"answers"`
	Error    string           `json:"error"`
}

func put(t *testing.T, line string) response {
	t.Helper()
	res := response{}
	if err := json.Unmarshal(kinds.Respond([]byte(line)), &res); err != nil {
		t.Fatal(err)
	}
	return res
}

// entry is a ServiceEntry in namespace egress.
func entry(name, spec string) string {
	return manifest("networking.istio.io/v1", "ServiceEntry", "egress", name, spec)
}

func manifest(apiVersion, kind, namespace, name, spec string) string {
	return fmt.Sprintf(`{"apiVersion":%q,"kind":%q,"metadata":{"name":%q,"namespace":%q},"spec":%s}`, apiVersion, kind, name, namespace, spec)
}

const (
	httpsEntry = `{"hosts":["api.test"],"ports":[{"number":443,"name":"https","protocol":"HTTPS"}],"resolution":"DNS"}`
	tcpEntry   = `{"hosts":["api.test"],"ports":[{"number":9000,"name":"tcp","protocol":"TCP"}],"resolution":"DNS"}`
)

func TestAWrongQuestionIsAnErrorWithItsID(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":7,"kind":"guess"}`:                                  `'kind' must be "findings" or "reach", got "guess"`,
		`{"id":7,"kind":"findings","object":[]}`:                   `question: json: unknown field "object"`,
		`{"id":7,"kind":"findings","target":{"istio":"1.29"}}`:     `'target.istio' must be "1.31", got "1.29": the linked code is that version`,
		`{"id":7,"kind":"findings","objects":[1]}`:                 `objects[0] is not a JSON object`,
		`{"id":7,"kind":"findings"} {"id":8,"kind":"findings"}`:    `question: more than one JSON value in the line`,
		`{"id":7,"kind":"reach","meshConfig":{"rootNamespace":1}}`: `meshConfig: `,
	} {
		res := put(t, line)
		if string(res.ID) != "7" || !strings.HasPrefix(res.Error, want) || res.Findings != nil || res.Answers != nil {
			t.Errorf("%s: got %+v, want error %q", line, res, want)
		}
	}
}

// about returns the findings in the form of the comparison: object, upstream, severity.
func about(t *testing.T, objects ...string) []string {
	t.Helper()
	res := put(t, `{"id":1,"kind":"findings","objects":[`+strings.Join(objects, ",")+`]}`)
	if res.Error != "" {
		t.Fatal(res.Error)
	}
	out := []string{}
	for _, f := range *res.Findings {
		out = append(out, fmt.Sprintf("%d %s %s", *f.Object, f.Upstream, f.Severity))
	}
	return out
}

func TestFindings(t *testing.T) {
	rule := func(spec string) string {
		return manifest("networking.istio.io/v1", "DestinationRule", "egress", "rule", spec)
	}
	toSubset := func(name string) string {
		return manifest("networking.istio.io/v1", "VirtualService", "egress", "route",
			`{"hosts":["api.test"],"http":[{"route":[{"destination":{"host":"api.test","subset":"`+name+`"}}]}]}`)
	}
	subset := func(host, label string) string {
		return rule(`{"host":"` + host + `","subsets":[{"name":"v1","labels":{"v":"` + label + `"}}]}`)
	}
	gateway := func(name string, hosts ...string) string {
		servers := []string{}
		for i, h := range hosts {
			servers = append(servers, fmt.Sprintf(`{"port":{"number":80,"name":"http-%d","protocol":"HTTP"},"hosts":%s}`, i, h))
		}
		return manifest("networking.istio.io/v1", "Gateway", "egress", name, `{"selector":{"no":"pods"},"servers":[`+strings.Join(servers, ",")+`]}`)
	}
	passing := entry("a", strings.Replace(tcpEntry, "DNS", "NONE", 1))
	dynaKube := manifest("dynatrace.com/v1beta6", "DynaKube", "dynatrace", "dk", `{"x":1}`)
	labelled := entry("a", `{"hosts":["api.test"],"ports":[{"number":80,"name":"http","protocol":"HTTP"}],
		"resolution":"STATIC","endpoints":[{"address":"9.9.9.9","labels":{"v":"1"}}]}`)
	telemetry := func(name, spec string) string {
		return manifest("telemetry.istio.io/v1", "Telemetry", "egress", name, spec)
	}
	target := `{"targetRefs":[{"kind":"Service","name":"web"}]}`
	for name, c := range map[string]struct {
		objects []string
		want    []string
	}{
		"two defaults":               {[]string{telemetry("a", `{}`), telemetry("b", `{}`), telemetry("c", target)}, []string{"0 IST0160 error", "1 IST0160 error"}},
		"one default beside targets": {[]string{telemetry("a", `{}`), telemetry("b", target)}, []string{}},
		"none":                       {[]string{entry("a", httpsEntry)}, []string{}},
		"a schema's limit":           {[]string{entry("a", `{"hosts":[]}`)}, []string{"0 schema error"}},
		"an unknown field":           {[]string{entry("a", `{"hosts":["a.test"],"host":"b"}`)}, []string{"0 schema error"}},
		"an unknown top-level field": {[]string{strings.Replace(entry("a", httpsEntry), `"spec"`, `"data":{},"spec"`, 1)}, []string{"0 schema error"}},
		"a null, which is dropped": {[]string{gateway("g", `["a.test"]`), strings.Replace(gateway("h", `["b.test"]`), `{"no":"pods"}`, `{"istio":"ingressgateway","no":null}`, 1)},
			[]string{"0 IST0101 error"}},
		"an unknown version":        {[]string{strings.Replace(entry("a", httpsEntry), "/v1", "/v2", 1)}, []string{"0 schema error"}},
		"a rule in CEL":             {[]string{entry("a", `{"hosts":["a.test"],"endpoints":[{"address":"1.1.1.1"}]}`)}, []string{"0 schema error"}},
		"the webhook's error":       {[]string{entry("a", `{"hosts":["-"]}`)}, []string{"0 webhook error"}},
		"the webhook's warning":     {[]string{passing}, []string{"0 webhook-warning warning", "0 IST0134 warning"}},
		"an older version's alias":  {[]string{strings.Replace(entry("a", tcpEntry), "/v1", "/v1beta1", 1)}, []string{"0 IST0134 warning"}},
		"what is not Istio's":       {[]string{dynaKube, entry("a", httpsEntry)}, []string{}},
		"an object's index":         {[]string{entry("a", httpsEntry), manifest("v1", "Namespace", "", "shop", `{}`)}, []string{"1 IST0102 info"}},
		"a rule without host":       {[]string{rule(`{"host":"no.test"}`)}, []string{"0 IST0174 warning"}},
		"a wildcard rule":           {[]string{rule(`{"host":"*.test"}`), entry("a", httpsEntry)}, []string{}},
		"a wildcard rule over none": {[]string{rule(`{"host":"*.other"}`), entry("a", httpsEntry)}, []string{"0 IST0174 warning"}},
		"a subset of endpoints":     {[]string{labelled, subset("api.test", "1")}, []string{}},
		"a subset of nothing":       {[]string{labelled, subset("api.test", "2")}, []string{"1 IST0173 error"}},
		"a wildcard rule's subset":  {[]string{labelled, subset("*.test", "1"), toSubset("v1")}, []string{}},
		"a subset that no rule has": {[]string{labelled, subset("*.test", "1"), toSubset("v2")}, []string{"2 IST0101 error"}},
		"a Gateway's conflict":      {[]string{gateway("a", `["*"]`), gateway("b", `["*"]`)}, []string{"0 IST0101 error", "0 IST0145 error", "1 IST0101 error", "1 IST0145 error"}},
		"a Gateway's own servers":   {[]string{gateway("a", `["*"]`, `["*","a.test"]`), gateway("b", `["b.test"]`)}, []string{"0 IST0101 error", "1 IST0101 error"}},
		"a Gateway on a Service's port": {[]string{
			manifest("networking.istio.io/v1", "Gateway", "egress", "g", `{"selector":{"app":"g"},"servers":[{"port":{"number":80,"name":"http","protocol":"HTTP"},"hosts":["*"]}]}`),
			`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"g","namespace":"egress","labels":{"app":"g"}},"spec":{"containers":[]}}`,
			manifest("v1", "Service", "egress", "g", `{"selector":{"app":"g"},"ports":[{"name":"http","port":80}]}`),
		}, []string{}},
		"a Gateway without servers": {[]string{
			manifest("networking.istio.io/v1", "Gateway", "egress", "g", `{"selector":{"istio":"ingressgateway"}}`),
			manifest("networking.istio.io/v1", "Gateway", "egress", "h", `{"selector":{"istio":"none"}}`),
		}, []string{"0 webhook error", "1 webhook error", "1 IST0101 error"}},
		"a destination without entry": {[]string{toSubset("")}, []string{"0 IST0101 error"}},
	} {
		if got := about(t, c.objects...); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestAStatusIsNotCreatedAndNotJudged(t *testing.T) {
	raw := strings.Replace(entry("a", httpsEntry), `"spec"`, `"status":{"validationMessages":[{"level":"NOTICE"}]},"spec"`, 1)
	objects, err := decodeObjects([]json.RawMessage{json.RawMessage(raw)})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := admit(objects[0]); len(got) != 0 || err != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestWhatTheWebhookCannotDecodeIsNotAnalyzed(t *testing.T) {
	got := about(t, manifest("networking.istio.io/v1", "Sidecar", "shop", "s", `{"inboundConnectionPool":{"tcp":{"idleTimeout":"1d"}}}`), entry("a", tcpEntry))
	if want := []string{"0 webhook error", "1 IST0134 warning"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheAnalyzersFindThePodsOfWorkloads(t *testing.T) {
	workload := manifest("apps/v1", "Deployment", "shop", "web", `{"template":{"metadata":{"labels":{"app":"web"},"annotations":{"sidecar.istio.io/unknown":"x"}},
		"spec":{"containers":[{"name":"app","image":"app"}]}}}`)
	sidecar := manifest("networking.istio.io/v1", "Sidecar", "shop", "s", `{"workloadSelector":{"labels":{"app":"web"}},"egress":[{"hosts":["./*"]}]}`)
	if got, want := about(t, sidecar), []string{"0 IST0101 error"}; !reflect.DeepEqual(got, want) {
		t.Errorf("without: got %q, want %q", got, want)
	}
	if got := about(t, sidecar, workload); len(got) != 0 {
		t.Errorf("with: got %q", got)
	}
}

func TestAnObjectWithoutNamespaceIsInTheDefaultOne(t *testing.T) {
	got := about(t, manifest("networking.istio.io/v1", "ServiceEntry", "", "a", `{"hosts":["api.test"],"exportTo":["."]}`),
		manifest("networking.istio.io/v1", "ServiceEntry", "", "b", `{"hosts":["b.test"],"exportTo":[".","default"]}`))
	if want := []string{"1 webhook error"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAListIsOpenedAndWhatNobodyCanDecodeIsLeftOut(t *testing.T) {
	list := func(items ...string) string { return `{"apiVersion":"v1","kind":"List","items":[` + strings.Join(items, ",") + `]}` }
	broken := manifest("v1", "Service", "shop", "broken", `{"ports":"none"}`)
	withoutKind := `{"apiVersion":"v1","metadata":{"name":"a"}}`
	got := about(t, broken, list(entry("a", httpsEntry), list(entry("b", tcpEntry)), broken), withoutKind, entry("c", tcpEntry))
	if want := []string{"1 IST0134 warning", "3 IST0134 warning"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	question := `{"namespace":"shop","host":"api.test","address":"203.0.113.7","port":443,"protocol":"https"}`
	res := put(t, `{"id":1,"kind":"reach","meshConfig":{"outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"}},"objects":[`+broken+`,`+list(entry("a", httpsEntry))+`],"questions":[`+question+`]}`)
	if res.Answers == nil || (*res.Answers)[0].Verdict != reachable {
		t.Errorf("got %+v", res)
	}
}

func TestAServiceHasAClusterIP(t *testing.T) {
	service := manifest("v1", "Service", "shop", "db", `{"ports":[{"name":"tcp","port":9000}]}`)
	ask := func(host, address string) verdict {
		res := put(t, `{"id":1,"kind":"reach","meshConfig":{"outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"}},"objects":[`+service+`],"questions":[
			{"namespace":"shop","host":"`+host+`",`+address+`"port":9000,"protocol":"tcp"}]}`)
		if res.Answers == nil {
			t.Fatalf("got %+v", res)
		}
		return (*res.Answers)[0].Verdict
	}
	if got := ask("db.shop.svc.cluster.local", ""); got != reachable {
		t.Errorf("by name: got %s", got)
	}
	if got := ask("other.test", `"address":"203.0.113.7",`); got != blocked {
		t.Errorf("another address: got %s", got)
	}
}

func TestFailoverOfADNSEntryHasAnAnswer(t *testing.T) {
	entry := entry("a", `{"hosts":["api.test"],"ports":[{"number":443,"name":"https","protocol":"HTTPS"}],"resolution":"DNS","endpoints":[{"address":"b.test","locality":"eu/west"}]}`)
	rule := manifest("networking.istio.io/v1", "DestinationRule", "egress", "r", `{"host":"api.test","trafficPolicy":{"outlierDetection":{"consecutive5xxErrors":1},
		"loadBalancer":{"localityLbSetting":{"enabled":true,"failover":[{"from":"eu","to":"us"}]}}}}`)
	res := put(t, `{"id":1,"kind":"reach","objects":[`+entry+`,`+rule+`],"questions":[{"namespace":"egress","host":"api.test","address":"203.0.113.7","port":443,"protocol":"https"}]}`)
	if res.Answers == nil || (*res.Answers)[0].Verdict != reachable {
		t.Errorf("got %+v", res)
	}
}

func TestWhatTheSchemaRefusesIsNotAnalyzed(t *testing.T) {
	route := manifest("networking.istio.io/v1", "VirtualService", "egress", "v", `{"hosts":["api.test"],"http":[{"route":[{"destination":{"host":"api.test"}}]}]}`)
	got := about(t, entry("a", `{"hosts":["api.test"],"ports":[{"number":0,"name":"http","protocol":"HTTP"}],"resolution":"DNS"}`), route)
	if want := []string{"0 schema error", "1 IST0101 error"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheMeshConfigReachesTheAnalyzers(t *testing.T) {
	tcp := entry("a", tcpEntry)
	capture := `{"defaultConfig":{"proxyMetadata":{"ISTIO_META_DNS_CAPTURE":"true","ISTIO_META_DNS_AUTO_ALLOCATE":"true"}}}`
	if got := about(t, tcp); len(got) != 1 {
		t.Errorf("without: got %q", got)
	}
	res := put(t, `{"id":1,"kind":"findings","meshConfig":`+capture+`,"objects":[`+tcp+`]}`)
	if len(*res.Findings) != 0 {
		t.Errorf("with: got %+v", *res.Findings)
	}
}

func TestAnAllocatedAddressIsOverlooked(t *testing.T) {
	const capture = `{"defaultConfig":{"proxyMetadata":{"ISTIO_META_DNS_CAPTURE":"true"}}}`
	optedOut := strings.Replace(entry("a", tcpEntry), `"metadata":{`, `"metadata":{"labels":{"networking.istio.io/enable-autoallocate-ip":"false"},`, 1)
	for object, want := range map[string]int{entry("a", tcpEntry): 0, optedOut: 2} {
		res := put(t, `{"id":1,"kind":"findings","meshConfig":`+capture+`,"objects":[`+object+`]}`)
		if len(*res.Findings) != want {
			t.Errorf("%s: got %+v", object, *res.Findings)
		}
	}
}

func TestVirtualServicesThatRouteAHostAlikeAreOverlooked(t *testing.T) {
	route := func(name, port, more string) string {
		return manifest("networking.istio.io/v1", "VirtualService", "egress", name, `{"hosts":["api.test"],"tls":[{"match":[{"sniHosts":["api.test"]}],
			"route":[{"destination":{"host":"api.test","port":{"number":`+port+`}}}]}]`+more+`}`)
	}
	entry := entry("a", httpsEntry)
	for _, c := range []struct {
		port, more string
		want       int
	}{{"443", "", 0}, {"443", `,"exportTo":["."]`, 0}, {"443", `,"gateways":["mesh","a"]`, 4}, {"444", "", 3}} {
		// Also reported: a Gateway or a port that does not exist.
		if got := about(t, entry, route("one", "443", ""), route("two", c.port, c.more)); len(got) != c.want {
			t.Errorf("%s%s: got %q", c.port, c.more, got)
		}
	}
}

func TestReach(t *testing.T) {
	const registryOnly = `{"outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"}}`
	const dynamic = `{"outboundTrafficPolicy":{"mode":"ALLOW_ANY_DYNAMIC_DNS"}}`
	https := `"host":"api.test","address":"203.0.113.7","port":443,"protocol":"https"`
	http := `"host":"api.test","address":"203.0.113.7","port":80,"protocol":"http"`
	static := func(host, endpoints string) string {
		return entry(strings.Trim(host, "*."), `{"hosts":["`+host+`"],"ports":[{"number":80,"name":"http","protocol":"HTTP"}],
			"resolution":"STATIC","endpoints":[`+endpoints+`]}`)
	}
	split := func(first, second int) string {
		return manifest("networking.istio.io/v1", "VirtualService", "egress", "split", fmt.Sprintf(`{"hosts":["api.test"],"http":[{"route":[
			{"destination":{"host":"api.test"},"weight":%d},{"destination":{"host":"other.test"},"weight":%d}]}]}`, first, second))
	}
	webService := manifest("v1", "Service", "shop", "web", `{"clusterIP":"10.96.0.9","ports":[{"name":"tcp","port":80}]}`)
	hiding := func(label string) string {
		return `{"outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"},"serviceEntryVisibility":{"applyToSidecars":true,
			"policies":[{"visibility":"NONE","matchingRules":[{"namespaceSelector":{"matchLabels":{` + label + `}}}]}]}}`
	}
	two := []string{static("api.test", `{"address":"9.9.9.9"}`), static("other.test", `{"address":"9.9.9.8"}`)}
	for name, c := range map[string]struct {
		mesh     string
		objects  []string
		question string
		want     verdict
		service  string
	}{
		"an entry":                  {registryOnly, []string{entry("a", httpsEntry)}, https, reachable, "api.test"},
		"an entry, host in capital": {registryOnly, []string{entry("a", httpsEntry)}, strings.Replace(https, "api", "API", 1), reachable, "api.test"},
		"no entry":                  {registryOnly, nil, https, blocked, ""},
		"no entry, by default":      {`null`, nil, https, passthrough, ""},
		"no entry, dynamic DNS":     {dynamic, nil, http, passthrough, ""},
		"a wildcard":                {registryOnly, []string{static("*.test", `{"address":"9.9.9.9"}`)}, http, reachable, "*.test"},
		"another service":           {registryOnly, []string{entry("a", tcpEntry)}, `"host":"b.test","port":9000,"protocol":"tcp"`, misrouted, "api.test"},
		"without a host":            {registryOnly, []string{entry("a", tcpEntry)}, `"port":9000,"protocol":"tcp"`, reachable, "api.test"},
		"no endpoints":              {registryOnly, []string{static("api.test", ``)}, http, blocked, "api.test"},
		"a split, wholly there":     {registryOnly, append(two, split(100, 0)), http, reachable, "api.test"},
		"a split, elsewhere too":    {registryOnly, append(two, split(90, 10)), http, misrouted, "other.test"},
		"a default route": {registryOnly, []string{
			entry("a", `{"hosts":["api.test"],"ports":[{"number":80,"name":"p","protocol":"HTTP_PROXY"}],"resolution":"DNS"}`),
			entry("b", `{"hosts":["b.test"],"ports":[{"number":80,"name":"t","protocol":"TLS"}],"resolution":"DNS"}`),
		}, http, reachable, "api.test"},
		"an address of the name table": {registryOnly, []string{
			strings.Replace(entry("a", tcpEntry), `"spec"`, `"status":{"addresses":[{"host":"api.test","value":"240.240.0.1"}]},"spec"`, 1),
		}, `"host":"api.test","port":9000,"protocol":"tcp","dnsCapture":true`, reachable, "api.test"},
		"a Kubernetes Service": {registryOnly, []string{
			manifest("v1", "Service", "shop", "web", `{"clusterIP":"10.96.0.9","ports":[{"name":"http","port":80}]}`),
			manifest("dynatrace.com/v1beta6", "DynaKube", "dynatrace", "dk", `{}`),
			manifest("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "xs.y.test", `{"group":"y.test"}`),
		}, `"host":"web.shop.svc.cluster.local","address":"10.96.0.9","port":80,"protocol":"http"`, reachable, "web.shop.svc.cluster.local"},
		"a Kubernetes Service that DNS finds": {registryOnly, []string{webService}, `"host":"web.shop.svc.cluster.local","port":80,"protocol":"tcp"`,
			reachable, "web.shop.svc.cluster.local"},
		"a Kubernetes Service by a short name": {registryOnly, []string{webService}, `"host":"web","port":80,"protocol":"tcp"`,
			reachable, "web.shop.svc.cluster.local"},
		"an IP as host": {registryOnly, []string{
			entry("a", `{"hosts":["api.test"],"addresses":["9.9.9.9"],"ports":[{"number":9000,"name":"tcp","protocol":"TCP"}],"resolution":"DNS"}`),
		}, `"host":"9.9.9.9","port":9000,"protocol":"tcp"`, misrouted, "api.test"},
		"a host with a dot at the end":   {registryOnly, []string{entry("a", httpsEntry)}, strings.Replace(https, "api.test", "api.test.", 1), reachable, "api.test"},
		"an entry with a dot at the end": {registryOnly, []string{entry("a", strings.Replace(httpsEntry, "api.test", "api.test.", 1))}, https, blocked, ""},
		"an address of the name table, host in capital": {registryOnly, []string{
			strings.Replace(entry("a", strings.Replace(tcpEntry, "api", "API", 1)), `"spec"`, `"status":{"addresses":[{"host":"API.test","value":"240.240.0.1"}]},"spec"`, 1),
		}, `"host":"api.test","port":9000,"protocol":"tcp","dnsCapture":true`, reachable, "API.test"},
		"a host with a port, TLS": {registryOnly, []string{entry("a", httpsEntry)}, strings.Replace(https, "api.test", "api.test:443", 1), reachable, "api.test"},
		"a host and an entry with a dot at the end, plain text": {registryOnly, []string{static("api.test.", `{"address":"9.9.9.9"}`)},
			strings.Replace(http, "api.test", "api.test.", 1), reachable, "api.test."},
		"an entry with a dot at the end, plain text": {registryOnly, []string{static("api.test.", `{"address":"9.9.9.9"}`)}, http, blocked, ""},
		"an address of the name table, entry with a dot at the end": {registryOnly, []string{
			strings.Replace(entry("a", strings.Replace(tcpEntry, "api.test", "api.test.", 1)), `"spec"`,
				`"status":{"addresses":[{"host":"api.test.","value":"240.240.0.1"}]},"spec"`, 1),
		}, `"host":"api.test","port":9000,"protocol":"tcp","dnsCapture":true`, blocked, ""},
		"two addresses without a protocol": {registryOnly, []string{
			entry("a", `{"hosts":["api.test"],"addresses":["203.0.113.8","203.0.113.7"],"ports":[{"number":80,"name":"p"}],"resolution":"DNS"}`),
		}, http, reachable, "api.test"},
		"a route for another host": {registryOnly, []string{
			static("api.test", `{"address":"9.9.9.9"}`),
			manifest("networking.istio.io/v1", "VirtualService", "egress", "v", `{"hosts":["api.test"],"http":[
				{"match":[{"authority":{"exact":"other.test"}}],"route":[{"destination":{"host":"api.test"}}]}]}`),
		}, http, blocked, ""},
		"a route for the host": {registryOnly, []string{
			static("api.test", `{"address":"9.9.9.9"}`),
			manifest("networking.istio.io/v1", "VirtualService", "egress", "v", `{"hosts":["api.test"],"http":[
				{"match":[{"authority":{"regex":"api[.].*"}}],"route":[{"destination":{"host":"api.test"}}]}]}`),
		}, http, reachable, "api.test"},
		"two virtual hosts for all names": {`null`, []string{static("*.shop.svc.cluster.local", `{"address":"9.9.9.9"}`)}, http, blocked, ""},
		"a range twice in a filter chain": {`null`, []string{
			entry("a", httpsEntry),
			manifest("networking.istio.io/v1", "VirtualService", "shop", "v", `{"hosts":["api.test"],"tls":[{
				"match":[{"sniHosts":["api.test"],"destinationSubnets":["203.0.113.7","203.0.113.7/32"]}],"route":[{"destination":{"host":"api.test"}}]}]}`),
		}, https, blocked, ""},
		"a range twice, written in two ways": {`null`, []string{
			entry("a", httpsEntry),
			manifest("networking.istio.io/v1", "VirtualService", "shop", "v", `{"hosts":["api.test"],"tls":[{
				"match":[{"sniHosts":["api.test"],"destinationSubnets":["203.0.113.9/24","203.0.113.0/24"]}],"route":[{"destination":{"host":"api.test"}}]}]}`),
		}, https, blocked, ""},
		"all workloads selected": {registryOnly, []string{
			entry("a", `{"hosts":["api.test"],"ports":[{"number":80,"name":"http","protocol":"HTTP"}],"resolution":"STATIC","workloadSelector":{"labels":{}}}`),
		}, http, reachable, "api.test"},
		"hidden by the name of its namespace":    {hiding(`"kubernetes.io/metadata.name":"egress"`), []string{entry("a", httpsEntry)}, https, blocked, ""},
		"not hidden by a label of its namespace": {hiding(`"team":"a"`), []string{entry("a", httpsEntry)}, https, reachable, "api.test"},
		"hidden by a label of its namespace": {hiding(`"team":"a"`), []string{
			entry("a", httpsEntry), `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"egress","labels":{"team":"a"}}}`,
		}, https, blocked, ""},
		"a Sidecar of the labels": {registryOnly, []string{
			entry("a", httpsEntry),
			manifest("networking.istio.io/v1", "Sidecar", "shop", "s", `{"workloadSelector":{"labels":{"app":"web"}},"egress":[{"hosts":["./*"]}]}`),
		}, https + `,"labels":{"app":"web"}`, blocked, ""},
		"a gateway": {registryOnly, []string{
			entry("a", httpsEntry),
			manifest("networking.istio.io/v1", "Gateway", "shop", "g", `{"selector":{"istio":"egress"},
				"servers":[{"port":{"number":443,"name":"tls","protocol":"TLS"},"hosts":["api.test"],"tls":{"mode":"PASSTHROUGH"}}]}`),
			manifest("networking.istio.io/v1", "VirtualService", "shop", "v", `{"hosts":["api.test"],"gateways":["g"],
				"tls":[{"match":[{"sniHosts":["api.test"]}],"route":[{"destination":{"host":"api.test","port":{"number":443}}}]}]}`),
		}, https + `,"gateway":true,"labels":{"istio":"egress"}`, reachable, "api.test"},
	} {
		res := put(t, `{"id":1,"kind":"reach","meshConfig":`+c.mesh+`,"objects":[`+strings.Join(c.objects, ",")+`],
			"questions":[{"namespace":"shop",`+c.question+`}]}`)
		if res.Error != "" {
			t.Errorf("%s: %s", name, res.Error)
			continue
		}
		if got := (*res.Answers)[0]; got.Verdict != c.want || got.Service != c.service {
			t.Errorf("%s: got %+v, want %s %s", name, got, c.want, c.service)
		}
	}
}

func TestAQuestionThatCannotBeSimulatedIsAnErrorOfItsOwn(t *testing.T) {
	res := put(t, `{"id":1,"kind":"reach","questions":[
		{"namespace":"shop","injected":false,"port":443,"protocol":"tcp"},
		{"namespace":"shop","address":"api.test","port":443,"protocol":"tcp"},
		{"namespace":"shop","port":0,"protocol":"tcp"},
		{"namespace":"shop","port":443,"protocol":"udp"},
		{"port":443,"protocol":"tcp"},
		{"namespace":"shop","port":443,"protocol":"tcp"}]}`)
	want := []answer{
		{Error: "'injected' must be true: without a proxy there is nothing to simulate"},
		{Error: `'address' must be an IP, got "api.test"`},
		{Error: "'port' must be 1 to 65535, got 0"},
		{Error: `'protocol' must be "http", "https" or "tcp", got "udp"`},
		{Error: "'namespace' must be given: it is the client's"},
		{Verdict: passthrough, Because: []string{"listener virtualOutbound", "filter chain virtualOutbound-catchall-tcp", "cluster PassthroughCluster"}},
	}
	if !reflect.DeepEqual(*res.Answers, want) {
		t.Errorf("got %+v", *res.Answers)
	}
}

func TestAMeshWithAnObjectThatIsRefusedIsAnError(t *testing.T) {
	res := put(t, `{"id":1,"kind":"reach","objects":[`+entry("a", httpsEntry)+`,`+entry("b", `{"hosts":["-"]}`)+`],"questions":[]}`)
	if want := `objects[1] is refused by the webhook: domain name "-" invalid (label "-" invalid)`; res.Error != want {
		t.Errorf("got %q, want %q", res.Error, want)
	}
}
