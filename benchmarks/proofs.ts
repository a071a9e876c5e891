import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import {
  ConnectionInfo, EgressDestination, EgressHost, Mesh, OneAgentEgress, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

/**
 * The cost of all checks and proofs: the time to synthesize an app whose workloads all must reach the Dynatrace endpoints and the APIs that they use.
 * The time of a second app with twice as many namespaces shows how it grows: 2 is linear.
 */
const NAMESPACES = 60;
const WORKLOADS = 8;
const APIS = 4;
const ENDPOINTS = ['a', 'b', 'c'].map(name => `https://${name}.live.dynatrace.com:443/communication`).join(';');
const ROUNDS = 5;

function addNamespace(app: App, mesh: Mesh, oneAgent: OneAgentEgress, number: number): void {
  const chart = new Chart(app, `shop-${number}`, { namespace: `shop-${number}` });
  const hosts = Array.from({ length: APIS }, (_, index) => `api-${index}.shop-${number}.example`);
  const sidecar = new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
  sidecar.allowEgressTo(oneAgent);
  hosts.forEach((host, index) => new ServiceEntry(chart, `Api${index}`, { hosts: [host], ports: [ServicePort.https()] }));
  for (let workload = 0; workload < WORKLOADS; workload++) {
    const labels = { app: `web-${workload}` };
    new ApiObject(chart, `Web${workload}`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } } },
    });
  }
  mesh.requireEgress(chart, ...hosts.map(host => EgressDestination.https(host)));
}

/** Milliseconds from an empty app to its files. */
function measure(namespaces: number): number {
  const outdir = mkdtempSync(join(tmpdir(), 'benchmark-'));
  try {
    const start = process.hrtime.bigint();
    const app = new App({ outdir });
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
    const dynatrace = new Chart(app, 'dynatrace', { namespace: 'dynatrace' });
    const oneAgent = new OneAgentEgress(dynatrace, 'Egress', { connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINTS) });
    for (let number = 0; number < namespaces; number++) { addNamespace(app, mesh, oneAgent, number); }
    app.synth();
    return Number(process.hrtime.bigint() - start) / 1e6;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

measure(NAMESPACES);
const times: { one: number; two: number }[] = [];
for (let round = 0; round < ROUNDS; round++) { times.push({ one: measure(NAMESPACES), two: measure(2 * NAMESPACES) }); }
const [one, two] = [median(times.map(time => time.one)), median(times.map(time => time.two))];
process.stdout.write(`${NAMESPACES} namespaces x ${WORKLOADS} workloads, ${APIS} APIs and 3 endpoints each proved for every workload, median of ${ROUNDS} rounds\n`);
process.stdout.write(`this library     ${one.toFixed(0)} ms\n`);
process.stdout.write(`twice the app    ${two.toFixed(0)} ms, ${(two / one).toFixed(2)} times as long\n`);
