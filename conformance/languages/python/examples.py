"""Runs the examples of all classes, as jsii translates them: python examples.py EXAMPLES.json. Each writes a folder with its name."""

import json
import sys
from pathlib import Path

IMPORTS = """
from cdk8s import App, Chart
import cdk8s_plus_28 as kplus
from cdk8s_istio_oneagent import *
app = App(outdir=name)
"""

# The same as rosetta/*.ts-fixture.
FIXTURES = {
    "app": """
monitoring, shop, network, istio, delivery = (
    Chart(app, namespace, namespace=namespace) for namespace in ("dynatrace", "shop", "network", "istio-system", "argocd")
)
web = kplus.Deployment(shop, "Web", containers=[kplus.ContainerProps(image="registry.example/web:1.0")])
""",
    "with-dynakube": """
monitoring, shop = (Chart(app, namespace, namespace=namespace) for namespace in ("dynatrace", "shop"))
dynakube = DynaKube(
    monitoring, "DynaKube", api_url="https://abc12345.live.dynatrace.com/api", mode=DynaKubeMode.cloud_native_full_stack()
)
kplus.Deployment(shop, "Web", containers=[kplus.ContainerProps(image="registry.example/web:1.0")])
""",
}

for example in json.loads(Path(sys.argv[1]).read_text()):
    names = {"name": example["name"]}
    for part in (IMPORTS, FIXTURES[example["fixture"]], example["translations"]["python"], "app.synth()"):
        exec(compile(part, f"{example['name']}.py", "exec"), names)
