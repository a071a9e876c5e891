import * as fc from 'fast-check';
import { deploymentOf } from './client';
import type { Pattern } from './entries';
import { CLIENTS, istio, NAMESPACE, SHARED } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { maybe, pick, weighted } from '../base/shapes';

const NAMESPACE_OF_PODS = pick([[1, CLIENTS], [2, SHARED]]);

/** A Service of Kubernetes. */
export function serviceObject(name: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
}

const SERVICE_PORT = pick([
  [4, { name: 'http', port: 80 }], [2, { name: 'http', port: 80, targetPort: 8080 }], [2, { name: 'tcp-db', port: 5432 }], [2, { name: 'https', port: 443 }], [1, { name: 'web', port: 8080 }],
]);

function spoken(name: string): 'http' | 'https' | 'tcp' {
  return name === 'https' ? 'https' : name === 'tcp-db' ? 'tcp' : 'http';
}

/** A Service of a Deployment without sidecars, with an address of its own. */
export const CLUSTER_IP_SERVICE: fc.Arbitrary<Pattern> = fc.record({
  namespace: NAMESPACE_OF_PODS,
  port: SERVICE_PORT,
  name: pick([[1, 'short'], [1, 'namespaced'], [2, 'full'], [1, 'pod']] as const),
  rule: maybe(30, fc.record({ mode: pick([[3, 'DISABLE'], [1, 'SIMPLE'], [1, 'ISTIO_MUTUAL']]), namespace: NAMESPACE })),
  // In a namespace with other workloads: the answer is open, because it can have pods that the objects do not show.
  hasPods: weighted([24, fc.constant(true)], [1, fc.constant(false)]),
}).map(({ namespace, port, name, rule, hasPods }) => {
  const full = `store.${namespace}.svc.cluster.local`;
  const host = { short: namespace === CLIENTS ? 'store' : full, namespaced: `store.${namespace}`, full, pod: `store-0.${full}` }[name];
  const pods = deploymentOf({ namespace, labels: { 'app': 'store', 'sidecar.istio.io/inject': 'false' }, annotations: {}, injected: false });
  const rules = rule ? [istio('DestinationRule', 'store', rule.namespace, { host: full, trafficPolicy: { tls: { mode: rule.mode } } })] : [];
  return {
    objects: [serviceObject('store', namespace, { clusterIP: namespace === CLIENTS ? '10.96.5.5' : '10.96.5.6', selector: { app: 'store' }, ports: [port] }), ...hasPods || namespace !== CLIENTS ? [pods] : [], ...rules],
    aims: [{ host, port: port.port, protocol: spoken(port.name) }],
  };
});

/** A headless Service of a StatefulSet, asked by its name or by that of a pod; sometimes by one of a pod that there is not. */
export const HEADLESS_SERVICE: fc.Arbitrary<Pattern> = fc.record({
  namespace: NAMESPACE_OF_PODS,
  port: pick([[3, { name: 'tcp-db', port: 5432 }], [2, { name: 'http', port: 8080 }], [1, { name: 'https', port: 443 }]]),
  pod: pick([[2, ''], [3, 'db-0.'], [2, 'db-7.'], [1, 'other-0.']]),
}).map(({ namespace, port, pod }) => {
  const labels = { 'app': 'db', 'sidecar.istio.io/inject': 'false' };
  const set: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace },
    spec: {
      serviceName: 'db',
      replicas: 1,
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'db', image: 'registry.example/db:1.0' }] } },
    },
  };
  return {
    objects: [serviceObject('db', namespace, { clusterIP: 'None', selector: { app: 'db' }, ports: [port] }), set],
    aims: [{ host: `${pod}db.${namespace}.svc.cluster.local`, port: port.port, protocol: spoken(port.name) }],
  };
});

/** A Service that is another name for a host outside. */
export const EXTERNAL_NAME: fc.Arbitrary<Pattern> = fc.record({
  port: pick([[1, { name: 'https', port: 443 }], [1, { name: 'http', port: 80 }]]),
  hasEntry: weighted([3, fc.constant(true)], [1, fc.constant(false)]),
}).map(({ port, hasEntry }) => {
  const entry = istio('ServiceEntry', 'alias', CLIENTS, {
    hosts: ['api.ext.test'], ports: [{ number: port.port, name: port.name, protocol: port.name === 'https' ? 'TLS' : 'HTTP' }], resolution: 'DNS',
  });
  return {
    objects: [serviceObject('alias', CLIENTS, { type: 'ExternalName', externalName: 'api.ext.test', ports: [port] }), ...hasEntry ? [entry] : []],
    aims: [{ host: `alias.${CLIENTS}.svc.cluster.local`, port: port.port, protocol: spoken(port.name) }],
  };
});
