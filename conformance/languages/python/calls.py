"""Equal to typescript/calls.ts: python calls.py cdk8s|library NAMESPACES."""

import sys

from cdk8s import ApiObject, App, Chart, Size

from cdk8s_istio_oneagent import ServiceEntry, ServicePort, Sidecar


def call_cdk8s(chart: Chart, first: ApiObject | None) -> ApiObject:
    Size.mebibytes(1)
    service = ApiObject(chart, "Service", api_version="v1", kind="Service")
    config = ApiObject(chart, "Config", api_version="v1", kind="ConfigMap")
    config.add_dependency(service)
    config.add_dependency(first or service)
    return first or service


def call_library(chart: Chart, name: str, first: ServiceEntry | None) -> ServiceEntry:
    api = ServiceEntry(chart, "Api", hosts=[f"api.{name}.example"], ports=[ServicePort.https()])
    sidecar = Sidecar(chart, "Sidecar")
    sidecar.allow_egress_to(api)
    sidecar.allow_egress_to(first or api)
    return first or api


whose, count = sys.argv[1], int(sys.argv[2])
app = App()
first_object = None
first_entry = None
for index in range(count):
    name = f"team-{index:03}"
    chart = Chart(app, name, namespace=name)
    if whose == "cdk8s":
        first_object = call_cdk8s(chart, first_object)
    else:
        first_entry = call_library(chart, name, first_entry)
