/**
 * Records what sidecars write to their access logs about connections that nothing declares, in both formats of Istio: of a mesh that is open, and of one that is locked. Then
 * it locks the mesh with what `suggest` makes of each log, and opens the connections again: all of them must arrive, and one to an unknown host must not.
 *
 *     npm run lab:access-logs -- <folder>
 *
 * The folder gets `open.log`, `open.json`, `locked.log` and `locked.json`. Names and addresses are reserved ones. Ends with 0 if everything arrives, 1 if not, 2 if something is
 * missing on this machine.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import { suggestEgress } from '../../src/analysis/suggest/suggest';
import { collectDestinations } from '../../src/cli/access-log/collect';
import { PodPlaces } from '../../src/cli/access-log/pod-places';
import { runCommand, UsageError } from '../command/command';
import { Cluster } from './cluster/cluster';
import { crdFiles } from './cluster/crds';
import { runInNamespaces } from './machine/namespaces';
import type { Dial } from './mesh/connection';
import { Mesh } from './mesh/mesh';
import { MESH_PROGRAMS, programs } from './programs/programs';
import { describeWay, setUp } from './scenarios/hop-scenario';

const USAGE = 'usage: npm run lab:access-logs -- <folder>';

/** The names of servers outside. */
const NAMES: Readonly<Record<string, string>> = {
  'api.payments.example': '198.51.100.10',
  'login.identity.example': '198.51.100.11',
  'rates.example.com': '203.0.113.20',
  'declared.example.com': '203.0.113.30',
};

/** What the client connects to: TLS and plain text, on ports that the mesh has a listener for and on others, by name and by address. */
const DIALS: readonly Dial[] = [
  { host: 'api.payments.example', port: 443, protocol: 'https' },
  { host: 'api.payments.example', port: 443, protocol: 'https' },
  { host: 'login.identity.example', port: 8443, protocol: 'https' },
  { host: 'rates.example.com', port: 80, protocol: 'http', path: '/daily' },
  { host: 'rates.example.com', port: 8080, protocol: 'http' },
  { host: 'declared.example.com', port: 443, protocol: 'https' },
  { address: '198.51.100.77', port: 5432, protocol: 'tcp' },
  { address: '198.51.100.78', port: 443, protocol: 'tcp' },
  { address: '203.0.113.99', port: 80, protocol: 'http' },
  { address: '2001:db8::10', port: 9999, protocol: 'tcp' },
];

/** A host that is in no log. */
const UNKNOWN: Dial = { host: 'unknown.example.com', address: '203.0.113.40', port: 443, protocol: 'https' };

/** The mesh: a client, a declared host with TLS and with plain text, and the access log in the formats of Istio beside that of the lab. */
const OBJECTS: readonly KubernetesObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } } },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'declared', namespace: 'shop' },
    spec: {
      hosts: ['declared.example.com'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: 443, name: 'https-443', protocol: 'HTTPS' }, { number: 80, name: 'http-80', protocol: 'HTTP' }],
    },
  },
  {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'access-logs', namespace: 'istio-system' },
    spec: { accessLogging: [{ providers: [{ name: 'envoy' }, { name: 'istio-text' }, { name: 'istio-json' }] }] },
  },
];

const PROVIDERS = {
  extensionProviders: [
    { name: 'istio-text', envoyFileAccessLog: { path: '/dev/stdout' } },
    { name: 'istio-json', envoyFileAccessLog: { path: '/dev/stdout', logFormat: { labels: {} } } },
  ],
};

type Mode = 'ALLOW_ANY' | 'REGISTRY_ONLY';

/** Opens connections in a mesh with some objects, and tells which arrive. */
async function dialAll(mesh: Mesh, mode: Mode, objects: readonly KubernetesObject[], dials: readonly Dial[]): Promise<boolean[]> {
  const meshConfig = { ...PROVIDERS, outboundTrafficPolicy: { mode } };
  const listeners = [...new Set(dials.map(({ port }) => port))].map(port => ({ port }));
  const names = Object.fromEntries(Object.entries(NAMES).map(([name, address]) => [name, [address]]));
  const [{ template }] = await setUp(mesh, { objects, meshConfig, names, listeners });
  const arrived: boolean[] = [];
  for (const dial of dials) {
    const [observed] = await mesh.dial([{ template, ...dial }]);
    console.log(`${mode} ${dial.protocol}://${dial.host ?? dial.address}:${dial.port}: ${describeWay(observed)}`);
    arrived.push(observed.received !== undefined);
  }
  return arrived;
}

/** Records the log of one mode, and returns the lines of the proxy. */
async function record(mesh: Mesh, folder: string, mode: Mode): Promise<string[]> {
  const before = linesIn(folder).length;
  await dialAll(mesh, mode, OBJECTS, DIALS);
  await pause(1000);
  return linesIn(folder).slice(before);
}

/** The objects that `suggest` makes of a log. */
function suggestFrom(log: string): KubernetesObject[] {
  const settings = meshSettingsOf({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  const model = MeshModel.of(OBJECTS, settings);
  const { destinations } = collectDestinations([log], new PodPlaces(model, 'shop', undefined));
  const wish = { namespace: 'shop', workloads: model.workloads, destinations: destinations.map(({ destination }) => destination) };
  return suggestEgress(OBJECTS, settings, [wish], { lock: false }).objects.map(({ object }) => object);
}

/** The lines of all proxies. */
function linesIn(folder: string): string[] {
  const pods = join(folder, 'pods');
  return readdirSync(pods).filter(name => /^pod-\d+\.log$/.test(name)).sort().flatMap(name => readFileSync(join(pods, name), 'utf8').split('\n'));
}

/** A line with reserved addresses, and without what differs between two runs. */
function stable(line: string): string {
  return line.replace(/10\.244\.\d+\.(\d+)/g, '192.0.2.$1')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-31T12:00:00.000Z')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000');
}

async function main(target: string): Promise<number> {
  return runInNamespaces(__filename, async () => ({ programs: await programs(...MESH_PROGRAMS), crds: crdFiles() }), async ({ prepared, folder }) => {
    const cluster = await Cluster.start({ folder, ...prepared });
    const mesh = await Mesh.start(cluster, prepared.programs, folder);
    mkdirSync(target, { recursive: true });
    for (const [name, mode] of [['open', 'ALLOW_ANY'], ['locked', 'REGISTRY_ONLY']] as const) {
      const lines = (await record(mesh, folder, mode)).map(stable);
      writeFileSync(join(target, `${name}.log`), `${lines.filter(line => line.startsWith('[2026-01-31T') && !/\]\[\w+\]/.test(line)).join('\n')}\n`);
      writeFileSync(join(target, `${name}.json`), `${lines.filter(line => line.includes('"downstream_local_address"')).join('\n')}\n`);
    }
    let wrong = 0;
    for (const name of ['open.log', 'locked.json']) {
      const suggested = suggestFrom(join(target, name));
      const arrived = await dialAll(mesh, 'REGISTRY_ONLY', [...OBJECTS, ...suggested], [...DIALS, UNKNOWN]);
      const failed = arrived.filter((arrives, index) => arrives !== (index < DIALS.length)).length;
      console.log(`\nwith the ${suggested.length} objects from ${name}: ${failed === 0 ? 'everything arrives, and the unknown host is blocked' : `${failed} connections end differently`}\n`);
      wrong += failed;
    }
    return wrong === 0 ? 0 : 1;
  });
}

void runCommand(USAGE, async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) { throw new UsageError('the folder is missing'); }
  return main(resolve(folder));
});
