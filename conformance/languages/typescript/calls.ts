/** What calls cost, for the benchmark: `tsx calls.ts cdk8s|library NAMESPACES`. Two objects, three more calls for each namespace, and no synth. */
import { ApiObject, App, Chart, Size } from 'cdk8s';
import { ServiceEntry, ServicePort, Sidecar } from 'cdk8s-istio-oneagent';

function callCdk8s(chart: Chart, first: ApiObject | undefined): ApiObject {
  Size.mebibytes(1);
  const service = new ApiObject(chart, 'Service', { apiVersion: 'v1', kind: 'Service' });
  const config = new ApiObject(chart, 'Config', { apiVersion: 'v1', kind: 'ConfigMap' });
  config.addDependency(service);
  config.addDependency(first ?? service);
  return first ?? service;
}

function callLibrary(chart: Chart, first: ServiceEntry | undefined): ServiceEntry {
  const api = new ServiceEntry(chart, 'Api', { hosts: [`api.${chart.namespace}.example`], ports: [ServicePort.https()] });
  const sidecar = new Sidecar(chart, 'Sidecar');
  sidecar.allowEgressTo(api);
  sidecar.allowEgressTo(first ?? api);
  return first ?? api;
}

const [, , whose, count] = process.argv;
const app = new App();
let object: ApiObject | undefined;
let entry: ServiceEntry | undefined;
for (let index = 0; index < Number(count); index++) {
  const name = `team-${String(index).padStart(3, '0')}`;
  const chart = new Chart(app, name, { namespace: name });
  if (whose === 'cdk8s') { object = callCdk8s(chart, object); } else { entry = callLibrary(chart, entry); }
}
