"""Equal to typescript/checks.ts: python checks.py error|override|larger [TEAMS]."""

import sys
from pathlib import Path

from cdk8s import App, Chart
from cdk8s_plus_28 import ContainerProps, Deployment

from cdk8s_istio_oneagent import (
    ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, ServiceEntry, ServicePort, Sidecar,
)


class Announced(App):
    def synth(self) -> None:
        super().synth()
        Path("announced.txt").write_text("done\n")


class Noted(Chart):
    def to_json(self) -> list:
        note = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "note", "namespace": self.namespace}}
        return [*super().to_json(), note]


def one_agent_of(app: App) -> OneAgentEgress:
    monitoring = Chart(app, "monitoring", namespace="dynatrace")
    dynakube = DynaKube(
        monitoring, "DynaKube",
        api_url="https://abc12345.live.dynatrace.com/api",
        mode=DynaKubeMode.cloud_native_full_stack(),
    )
    return OneAgentEgress(
        monitoring, "OneAgentEgress",
        dynakube=dynakube,
        connection_info=ConnectionInfo.from_file("connection-info.json"),
    )


def add_team(team: Chart, name: str, one_agent: OneAgentEgress | None) -> None:
    Deployment(team, "Web", containers=[ContainerProps(image="registry.example/web:1.0")])
    api = ServiceEntry(team, "Api", hosts=[f"api.{name}.example"], ports=[ServicePort.https()])
    sidecar = Sidecar(team, "Sidecar")
    sidecar.allow_egress_to(api)
    if one_agent is not None:
        sidecar.allow_egress_to(one_agent)


check = sys.argv[1]
app = Announced() if check == "override" else App()
one_agent = one_agent_of(app)
teams = int(sys.argv[2]) if len(sys.argv) > 2 else 200
for index in range(teams if check == "larger" else 1):
    name = f"team-{index:03}"
    team = (Noted if check == "override" else Chart)(app, name, namespace=name)
    add_team(team, name, None if check == "error" else one_agent)
try:
    app.synth()
except RuntimeError as error:
    Path("error.txt").write_text(str(error))
