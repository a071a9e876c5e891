from cdk8s import App, Chart
from cdk8s_plus_28 import ContainerProps, Deployment
from cdk8s_istio_oneagent import (
    ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, ServiceEntry, ServicePort, Sidecar,
)

app = App()

monitoring = Chart(app, "monitoring", namespace="dynatrace")
dynakube = DynaKube(
    monitoring, "DynaKube",
    api_url="https://abc12345.live.dynatrace.com/api",
    mode=DynaKubeMode.cloud_native_full_stack(),
)
one_agent = OneAgentEgress(
    monitoring, "OneAgentEgress",
    dynakube=dynakube,
    connection_info=ConnectionInfo.from_file("connection-info.json"),
)

shop = Chart(app, "shop", namespace="shop")
Deployment(shop, "Web", containers=[ContainerProps(image="registry.example/web:1.0")])
payments = ServiceEntry(shop, "Payments", hosts=["api.payments.example"], ports=[ServicePort.https()])
Sidecar(shop, "Sidecar").allow_egress_to(payments, one_agent)

app.synth()
