// Command calls is equal to typescript/calls.ts: calls cdk8s|library NAMESPACES.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent-go/cdk8sistiooneagent"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func callCdk8s(chart cdk8s.Chart, first cdk8s.ApiObject) cdk8s.ApiObject {
	cdk8s.Size_Mebibytes(jsii.Number(1))
	service := cdk8s.NewApiObject(chart, jsii.String("Service"), &cdk8s.ApiObjectProps{ApiVersion: jsii.String("v1"), Kind: jsii.String("Service")})
	config := cdk8s.NewApiObject(chart, jsii.String("Config"), &cdk8s.ApiObjectProps{ApiVersion: jsii.String("v1"), Kind: jsii.String("ConfigMap")})
	if first == nil {
		first = service
	}
	config.AddDependency(service)
	config.AddDependency(first)
	return first
}

func callLibrary(chart cdk8s.Chart, name string, first cdk8sistiooneagent.ServiceEntry) cdk8sistiooneagent.ServiceEntry {
	api := cdk8sistiooneagent.NewServiceEntry(chart, jsii.String("Api"), &cdk8sistiooneagent.ServiceEntryProps{
		Hosts: jsii.Strings(fmt.Sprintf("api.%s.example", name)),
		Ports: &[]cdk8sistiooneagent.ServicePort{cdk8sistiooneagent.ServicePort_Https(nil)},
	})
	sidecar := cdk8sistiooneagent.NewSidecar(chart, jsii.String("Sidecar"), nil)
	if first == nil {
		first = api
	}
	sidecar.AllowEgressTo(api)
	sidecar.AllowEgressTo(first)
	return first
}

func main() {
	defer jsii.Close()
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	app := cdk8s.NewApp(nil)
	var object cdk8s.ApiObject
	var entry cdk8sistiooneagent.ServiceEntry
	for index := 0; index < count; index++ {
		name := fmt.Sprintf("team-%03d", index)
		chart := cdk8s.NewChart(app, &name, &cdk8s.ChartProps{Namespace: &name})
		if os.Args[1] == "cdk8s" {
			object = callCdk8s(chart, object)
		} else {
			entry = callLibrary(chart, name, entry)
		}
	}
}
