/** Charts with 5 ServiceEntries each: `node objects.js ours|checked|stock CHARTS`, of this library, raw objects beside it, or raw objects without it. */
import { ApiObject, App, Chart } from 'cdk8s';

const OBJECTS_PER_CHART = 5;

type AddEntry = (chart: Chart, index: number) => void;

const addRaw: AddEntry = (chart, index) => {
  new ApiObject(chart, `Api${index}`, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: `api-${index}` },
    spec: {
      hosts: [`api-${index}.${chart.namespace}.example.com`],
      location: 'MESH_EXTERNAL',
      ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }],
      resolution: 'DNS',
    },
  });
};

const addEntryOf: Readonly<Record<string, (app: App) => AddEntry>> = {
  stock: () => addRaw,
  checked: app => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- stock cdk8s is measured without it
    const { Mesh } = require('cdk8s-istio-oneagent') as typeof import('cdk8s-istio-oneagent');
    new Mesh(app, 'Mesh', {});
    return addRaw;
  },
  ours: () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
    const { ServiceEntry, ServicePort } = require('cdk8s-istio-oneagent') as typeof import('cdk8s-istio-oneagent');
    return (chart, index) => {
      new ServiceEntry(chart, `Api${index}`, {
        metadata: { name: `api-${index}` },
        hosts: [`api-${index}.${chart.namespace}.example.com`],
        ports: [ServicePort.https()],
      });
    };
  },
};

const [, , kind, charts] = process.argv;
const app = new App();
const addEntry = addEntryOf[kind](app);
for (let number = 0; number < Number(charts); number++) {
  const chart = new Chart(app, `team-${number}`, { namespace: `team-${number}` });
  for (let index = 0; index < OBJECTS_PER_CHART; index++) { addEntry(chart, index); }
}
app.synth();
