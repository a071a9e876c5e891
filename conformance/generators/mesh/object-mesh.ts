import * as fc from 'fast-check';
import { assemble, inLists } from './assemble';
import { credential, jwtRoute } from './credentials';
import { authorizationPolicy, deployment, namespace, pod, service, some, workloadEntry } from './kubernetes';
import { meshConfig } from './mesh-config';
import { listOf, recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Case } from '../base/case';
import { fields, list, maybe, pick, weighted } from '../base/shapes';
import { destinationRule } from '../istio/destination-rule';
import { gateway } from '../istio/gateway';
import { operatorRoutes } from '../istio/operator-routes';
import { peerAuthentication } from '../istio/peer-authentication';
import { serviceEntry } from '../istio/service-entry';
import { sidecar } from '../istio/sidecar';
import { telemetry } from '../istio/telemetry';
import { delegate, virtualService } from '../istio/virtual-service';
import { NAMESPACES, TIDY, WILD } from '../istio/words';

const OBJECTS: fc.Arbitrary<KubernetesObject[]> = fc.tuple(
  some(70, serviceEntry(TIDY), 4),
  some(50, selecting(sidecar(TIDY), labels => ({ workloadSelector: { labels } })), 4),
  some(50, virtualService(TIDY), 3),
  some(10, delegate(TIDY), 2),
  some(40, destinationRule(TIDY), 3),
  some(35, gateway(TIDY).map(withOneServerPerPort), 3),
  some(30, selecting(telemetry(TIDY), matchLabels => ({ selector: { matchLabels }, targetRef: undefined, targetRefs: undefined })), 4),
  some(12, selecting(peerAuthentication(TIDY), matchLabels => ({ selector: { matchLabels } })), 3),
  some(50, service(TIDY), 3),
  some(50, pod(TIDY), 4),
  some(25, deployment(TIDY), 2),
  some(10, workloadEntry(TIDY), 2),
  some(6, authorizationPolicy(TIDY), 2),
  some(20, fc.constantFrom(...NAMESPACES).chain(namespace), 2),
  maybe(10, credential(TIDY)).map(objects => objects ?? []),
  maybe(15, jwtRoute(TIDY)).map(routes => routes ?? []),
  maybe(8, operatorRoutes(TIDY)).map(routes => routes ?? []),
  // A refused object is in no mesh, and has no effect on the others.
  some(5, weighted([1, serviceEntry(WILD)], [1, virtualService(WILD)], [1, gateway(WILD)]), 1),
).map(kinds => kinds.flat());

/** Settings of proxies that the analyzers check. */
const PROXY_METADATA = fields({
  ISTIO_META_DNS_CAPTURE: maybe(80, pick([[4, 'true'], [1, 'false']])),
  ISTIO_META_DNS_AUTO_ALLOCATE: maybe(60, pick([[4, 'true'], [1, 'false']])),
  PILOT_ENABLE_IP_AUTOALLOCATE: maybe(40, pick([[4, 'true'], [1, 'false']])),
});

/** Conditions that a controller has written. The analyzers report those that are not true. */
const CONDITIONS = list(fields({
  type: pick([[3, 'istio.io/WaypointBound'], [1, 'Ready']]),
  status: pick([[3, 'False'], [2, 'True'], [1, 'Unknown']]),
  reason: fc.constant('why'),
  message: fc.constant('text'),
}), 1, 2);

/** Objects of every kind that share hosts, ports, pods and names. The question is what Istio's analyzers report. */
export const objectMesh: fc.Arbitrary<Case> = fc.record({
  objects: fc.tuple(OBJECTS, list(fc.nat(3), 16, 16), list(maybe(4, CONDITIONS), 16, 16), maybe(5, fc.tuple(fc.nat(6), fc.nat(4))))
    .map(([objects, ages, conditions, lists]) => {
      const all = assemble(objects, ages).map((object, index) => withConditions(object, conditions[index % 16]));
      return lists ? inLists(all, lists) : all;
    }),
  meshConfig: fc.tuple(meshConfig, maybe(15, PROXY_METADATA))
    .map(([config, proxyMetadata]) => proxyMetadata ? { ...config, defaultConfig: { proxyMetadata } } : config),
  questions: fc.constant([]),
}, { noNullPrototype: true });

function withConditions(object: KubernetesObject, conditions: unknown): KubernetesObject {
  return conditions && ['ServiceEntry', 'Service', 'VirtualService'].includes(object.kind) ? { ...object, status: { conditions } } : object;
}

/** The objects, some with a selector that finds pods: two objects that select one pod conflict. */
function selecting(arbitrary: fc.Arbitrary<KubernetesObject>, specOf: (labels: Record<string, string>) => object): fc.Arbitrary<KubernetesObject> {
  const labels = maybe(35, pick<Record<string, string>>([[4, { app: 'web' }], [1, { app: 'db' }], [1, { tier: 'a' }]]));
  return fc.tuple(arbitrary, labels).map(([object, selected]) => selected
    ? { ...object, spec: JSON.parse(JSON.stringify({ ...recordOf(object.spec), ...specOf(selected) })) as unknown }
    : object);
}

/** The analyzer of Gateways mixes up the addresses that they are bound to, and servers of one Gateway on one port. */
function withOneServerPerPort(object: KubernetesObject): KubernetesObject {
  const spec = recordOf(object.spec);
  const byPort = new Map(listOf(spec.servers).map(recordOf).map(({ bind: _, ...server }) => [recordOf(server.port).number, server]));
  return { ...object, spec: { ...spec, servers: [...byPort.values()] } };
}
