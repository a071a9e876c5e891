package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent-go/cdk8sistiooneagent"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)

	monitoring := cdk8s.NewChart(app, jsii.String("monitoring"), &cdk8s.ChartProps{Namespace: jsii.String("dynatrace")})
	dynakube := cdk8sistiooneagent.NewDynaKube(monitoring, jsii.String("DynaKube"), &cdk8sistiooneagent.DynaKubeProps{
		ApiUrl: jsii.String("https://abc12345.live.dynatrace.com/api"),
		Mode:   cdk8sistiooneagent.DynaKubeMode_CloudNativeFullStack(nil),
	})
	oneAgent := cdk8sistiooneagent.NewOneAgentEgress(monitoring, jsii.String("OneAgentEgress"), &cdk8sistiooneagent.OneAgentEgressProps{
		Dynakube:       dynakube,
		ConnectionInfo: cdk8sistiooneagent.ConnectionInfo_FromFile(jsii.String("connection-info.json")),
	})

	shop := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	cdk8splus28.NewDeployment(shop, jsii.String("Web"), &cdk8splus28.DeploymentProps{
		Containers: &[]*cdk8splus28.ContainerProps{{Image: jsii.String("registry.example/web:1.0")}},
	})
	payments := cdk8sistiooneagent.NewServiceEntry(shop, jsii.String("Payments"), &cdk8sistiooneagent.ServiceEntryProps{
		Hosts: jsii.Strings("api.payments.example"),
		Ports: &[]cdk8sistiooneagent.ServicePort{cdk8sistiooneagent.ServicePort_Https(nil)},
	})
	cdk8sistiooneagent.NewSidecar(shop, jsii.String("Sidecar"), nil).AllowEgressTo(payments, oneAgent)

	app.Synth()
}
