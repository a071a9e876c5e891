import * as fc from 'fast-check';
import { CLIENT_WORKLOADS, deploymentOf } from './client';
import { connections } from './connection';
import { ENTRY, ENTRY_WITH_RULE, FORWARD_PROXY, Pattern, TLS_ORIGINATION } from './entries';
import { EGRESS_GATEWAY } from './gateway';
import { PEERS } from './peers';
import { ROUTED_ENTRY, ROUTED_SERVICE } from './routes';
import { CLUSTER_IP_SERVICE, EXTERNAL_NAME, HEADLESS_SERVICE } from './services';
import { CLIENTS, defined, istio, SERVERS, SHARED } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import type { Forms } from '../../lab/mesh/connection';
import { maybe, pick, weighted } from '../base/shapes';

/** A generated mesh, and the connections that are tried in it. */
export interface TraceMesh {
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig: object;
  readonly questions: readonly TraceQuestion[];
  /** What the servers of the mesh speak. */
  readonly servers: Forms;
}

/** Number of connections that are tried in a mesh. */
export const QUESTIONS = 8;

const MOST_OBJECTS = 9;

const PATTERN = weighted<Pattern>(
  [6, ENTRY_WITH_RULE], [3, ENTRY], [4, TLS_ORIGINATION], [8, EGRESS_GATEWAY], [2, FORWARD_PROXY],
  [3, CLUSTER_IP_SERVICE], [4, HEADLESS_SERVICE], [1, EXTERNAL_NAME], [5, PEERS], [3, ROUTED_ENTRY], [2, ROUTED_SERVICE],
);

const MESH_CONFIG = fc.record({
  mode: pick([[6, 'REGISTRY_ONLY'], [4, 'ALLOW_ANY']]),
  capture: weighted([2, fc.constant(false)], [1, fc.constant(true)]),
  autoMtls: weighted([19, fc.constant(true)], [1, fc.constant(false)]),
}).map(({ mode, capture, autoMtls }) => ({
  outboundTrafficPolicy: { mode },
  ...autoMtls ? {} : { enableAutoMtls: false },
  ...capture ? { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } } : {},
}));

const SIDECAR = maybe(25, fc.record({
  hosts: pick([[3, ['./*', 'istio-system/*']], [2, [`${SHARED}/*`]], [2, ['*/*']], [1, ['./*', '*/api.ext.test']]]),
  mode: pick([[3, undefined], [1, 'REGISTRY_ONLY'], [1, 'ALLOW_ANY']]),
})).map(settings => settings ? [istio('Sidecar', 'default', CLIENTS, defined({
  egress: [{ hosts: settings.hosts }], outboundTrafficPolicy: settings.mode ? { mode: settings.mode } : undefined,
}))] : []);

/** One, or two of which only the older counts, or one whose selector has no labels, which is for no pod. */
const PROXY_CONFIG = maybe(5, fc.record({
  values: pick([[3, ['true']], [3, ['false']], [1, ['true', 'false']]]),
  selectsNothing: weighted([4, fc.constant(false)], [1, fc.constant(true)]),
})).map(configs => configs ? configs.values.map((value, index) => ({
  apiVersion: 'networking.istio.io/v1beta1',
  kind: 'ProxyConfig',
  metadata: { name: `dns-${index}`, namespace: CLIENTS },
  spec: { ...configs.selectsNothing ? { selector: {} } : {}, environmentVariables: { ISTIO_META_DNS_CAPTURE: value } },
})) : []);

/** Objects with different names: of two with one name, the cluster would hold the last only. */
function distinct(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const found = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const key = `${object.kind} ${object.metadata?.namespace}/${object.metadata?.name}`;
    if (!found.has(key)) { found.set(key, object); }
  }
  return [...found.values()];
}

/** Whether two patterns say different things about what a server speaks. */
function contradict({ servers: ours = {} }: Pattern, { servers: others = {} }: Pattern): boolean {
  return Object.keys(ours).some(key => Object.hasOwn(others, key) && ours[key] !== others[key]);
}

/** Meshes of 3 to 9 objects over everything that `trace` models, with connections that its clients open. */
export const traceMesh: fc.Arbitrary<TraceMesh> = fc.record({
  clients: CLIENT_WORKLOADS,
  patterns: fc.array(PATTERN, { minLength: 1, maxLength: 3 }),
  sidecar: SIDECAR,
  proxyConfig: PROXY_CONFIG,
  meshConfig: MESH_CONFIG,
}).chain(({ clients, patterns, sidecar, proxyConfig, meshConfig }) => {
  const kept: Pattern[] = [];
  let objects = distinct([...clients.map(deploymentOf), ...sidecar, ...proxyConfig]);
  for (const pattern of patterns) {
    const more = distinct([...objects, ...pattern.objects]);
    if (kept.length > 0 && (more.length > MOST_OBJECTS || kept.some(other => contradict(other, pattern)))) { continue; }
    kept.push(pattern);
    objects = more;
  }
  const servers = Object.assign({}, ...kept.map(pattern => pattern.servers ?? {}), SERVERS) as Forms;
  return connections(kept.flatMap(({ aims }) => aims), clients, QUESTIONS).map(questions => ({ objects, meshConfig, questions, servers }));
}).filter(({ objects }) => objects.length >= 3 && objects.length <= MOST_OBJECTS);
