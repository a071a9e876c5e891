// Command checks is equal to typescript/checks.ts: checks error|override|larger [TEAMS].
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent-go/cdk8sistiooneagent"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

type announced struct {
	cdk8s.App
}

// Synth overrides the method that the library frames.
func (a *announced) Synth() {
	a.App.Synth()
	write("announced.txt", "done\n")
}

type noted struct {
	cdk8s.Chart
}

// ToJson overrides the method that the library replaces while an app is synthesized.
func (n *noted) ToJson() *[]interface{} {
	note := map[string]interface{}{
		"apiVersion": "v1",
		"kind":       "ConfigMap",
		"metadata":   map[string]interface{}{"name": "note", "namespace": *n.Namespace()},
	}
	objects := append(*n.Chart.ToJson(), note)
	return &objects
}

func write(name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		panic(err)
	}
}

func newApp(check string) cdk8s.App {
	if check != "override" {
		return cdk8s.NewApp(nil)
	}
	app := &announced{}
	cdk8s.NewApp_Override(app, nil)
	return app
}

func oneAgentOf(app cdk8s.App) cdk8sistiooneagent.OneAgentEgress {
	monitoring := cdk8s.NewChart(app, jsii.String("monitoring"), &cdk8s.ChartProps{Namespace: jsii.String("dynatrace")})
	dynakube := cdk8sistiooneagent.NewDynaKube(monitoring, jsii.String("DynaKube"), &cdk8sistiooneagent.DynaKubeProps{
		ApiUrl: jsii.String("https://abc12345.live.dynatrace.com/api"),
		Mode:   cdk8sistiooneagent.DynaKubeMode_CloudNativeFullStack(nil),
	})
	return cdk8sistiooneagent.NewOneAgentEgress(monitoring, jsii.String("OneAgentEgress"), &cdk8sistiooneagent.OneAgentEgressProps{
		Dynakube:       dynakube,
		ConnectionInfo: cdk8sistiooneagent.ConnectionInfo_FromFile(jsii.String("connection-info.json")),
	})
}

func newTeam(app cdk8s.App, name, check string) cdk8s.Chart {
	props := &cdk8s.ChartProps{Namespace: &name}
	if check != "override" {
		return cdk8s.NewChart(app, &name, props)
	}
	team := &noted{}
	cdk8s.NewChart_Override(team, app, &name, props)
	return team
}

func addTeam(team cdk8s.Chart, name string, oneAgent cdk8sistiooneagent.OneAgentEgress) {
	cdk8splus28.NewDeployment(team, jsii.String("Web"), &cdk8splus28.DeploymentProps{
		Containers: &[]*cdk8splus28.ContainerProps{{Image: jsii.String("registry.example/web:1.0")}},
	})
	api := cdk8sistiooneagent.NewServiceEntry(team, jsii.String("Api"), &cdk8sistiooneagent.ServiceEntryProps{
		Hosts: jsii.Strings(fmt.Sprintf("api.%s.example", name)),
		Ports: &[]cdk8sistiooneagent.ServicePort{cdk8sistiooneagent.ServicePort_Https(nil)},
	})
	sidecar := cdk8sistiooneagent.NewSidecar(team, jsii.String("Sidecar"), nil)
	sidecar.AllowEgressTo(api)
	if oneAgent != nil {
		sidecar.AllowEgressTo(oneAgent)
	}
}

func main() {
	defer jsii.Close()
	defer func() {
		if failure := recover(); failure != nil {
			write("error.txt", fmt.Sprint(failure))
		}
	}()
	check := os.Args[1]
	app := newApp(check)
	oneAgent := oneAgentOf(app)
	count := 1
	if check == "larger" {
		count = 200
		if len(os.Args) > 2 {
			teams, err := strconv.Atoi(os.Args[2])
			if err != nil {
				panic(err)
			}
			count = teams
		}
	}
	if check == "error" {
		oneAgent = nil
	}
	for index := 0; index < count; index++ {
		name := fmt.Sprintf("team-%03d", index)
		addTeam(newTeam(app, name, check), name, oneAgent)
	}
	app.Synth()
}
