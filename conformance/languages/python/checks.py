"""Equal to typescript/checks.ts: python checks.py error|override|larger."""

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


def add_team(app: App, name: str, one_agent: OneAgentEgress | None) -> None:
    team = Chart(app, name, namespace=name)
    Deployment(team, "Web", containers=[ContainerProps(image="registry.example/web:1.0")])
    api = ServiceEntry(team, "Api", hosts=[f"api.{name}.example"], ports=[ServicePort.https()])
    sidecar = Sidecar(team, "Sidecar")
    sidecar.allow_egress_to(api)
    if one_agent is not None:
        sidecar.allow_egress_to(one_agent)


check = sys.argv[1]
app = Announced() if check == "override" else App()
one_agent = one_agent_of(app)
for index in range(200 if check == "larger" else 1):
    add_team(app, f"team-{index:03}", None if check == "error" else one_agent)
try:
    app.synth()
except RuntimeError as error:
    Path("error.txt").write_text(str(error))
