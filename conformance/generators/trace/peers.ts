import * as fc from 'fast-check';
import { deploymentOf } from './client';
import type { Pattern } from './entries';
import { serviceObject } from './services';
import { CLIENTS, defined, istio, NAMESPACE, ROOT, SHARED } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Labels } from '../../../src/analysis/base/labels';
import { maybe, pick, weighted } from '../base/shapes';

const MODE = pick([[4, 'STRICT'], [2, 'PERMISSIVE'], [2, 'DISABLE'], [1, 'UNSET']] as const);

const LABELS = { app: 'peer' };

function security(kind: string, name: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'security.istio.io/v1', kind, metadata: { name, namespace }, spec };
}

function peerAuthentication(name: string, namespace: string, spec: object): KubernetesObject {
  return security('PeerAuthentication', name, namespace, spec);
}

/** What the mesh, the namespace, the workload and the port say about mutual TLS; most often one of them. */
const POLICIES = fc.record({
  mesh: maybe(25, MODE),
  namespace: maybe(45, MODE),
  workload: maybe(25, MODE),
  port: maybe(60, MODE),
});

/** What an AuthorizationPolicy says about who may connect. */
const AUTHORIZATION = pick<object>([
  [2, {}], [2, { rules: [{}] }], [2, { action: 'DENY', rules: [{}] }], [1, { action: 'DENY' }], [1, { action: 'AUDIT', rules: [{}] }],
  [1, { rules: [{ from: [{ source: { namespaces: [CLIENTS] } }] }] }],
]);

/** The pods that an AuthorizationPolicy is for. */
const AUTHORIZED = pick([
  [3, { selector: { matchLabels: LABELS } }], [2, {}], [1, { selector: { matchLabels: { app: 'other' } } }],
]);

const PORT = pick([
  [4, { name: 'http', port: 80 }], [3, { name: 'http', port: 80, targetPort: 8080 }], [3, { name: 'tcp-db', port: 5432 }], [2, { name: 'https', port: 443 }],
]);

function spoken(name: string): 'http' | 'https' | 'tcp' {
  return name === 'https' ? 'https' : name === 'tcp-db' ? 'tcp' : 'http';
}

/** A Service of pods with a sidecar, which start and accept mutual TLS as PeerAuthentications and a DestinationRule say. */
export const PEERS: fc.Arbitrary<Pattern> = fc.record({
  namespace: pick([[1, CLIENTS], [1, SHARED]]),
  port: PORT,
  isHeadless: weighted([4, fc.constant(false)], [1, fc.constant(true)]),
  hasSidecar: weighted([6, fc.constant(true)], [1, fc.constant(false)]),
  // The sidecar of the server does not see its port.
  isExcluded: weighted([6, fc.constant(false)], [1, fc.constant(true)]),
  policies: POLICIES,
  rule: maybe(45, fc.record({ mode: pick([[4, 'DISABLE'], [3, 'ISTIO_MUTUAL'], [2, 'SIMPLE'], [1, 'MUTUAL']] as const), namespace: NAMESPACE })),
  authorization: maybe(20, fc.record({
    spec: AUTHORIZATION, scope: AUTHORIZED, isOfMesh: weighted([4, fc.constant(false)], [1, fc.constant(true)]),
  })),
}).map(({ namespace, port, isHeadless, hasSidecar, isExcluded, policies, rule, authorization }) => {
  const host = `peer.${namespace}.svc.cluster.local`;
  const target = port.targetPort ?? port.port;
  const annotations: Labels = isExcluded ? { 'traffic.sidecar.istio.io/excludeInboundPorts': String(target) } : {};
  const pods = deploymentOf({ namespace, labels: { ...LABELS, 'sidecar.istio.io/inject': String(hasSidecar) }, annotations, injected: hasSidecar });
  const all: KubernetesObject[] = [
    ...policies.namespace ? [peerAuthentication('default', namespace, { mtls: { mode: policies.namespace } })] : [],
    ...policies.mesh ? [peerAuthentication('default', ROOT, { mtls: { mode: policies.mesh } })] : [],
    ...policies.workload ? [peerAuthentication('peer', namespace, defined({
      selector: { matchLabels: LABELS },
      mtls: { mode: policies.workload },
      portLevelMtls: policies.port ? { [target]: { mode: policies.port } } : undefined,
    }))] : [],
    ...authorization ? [security('AuthorizationPolicy', 'peer', authorization.isOfMesh ? ROOT : namespace, { ...authorization.spec, ...authorization.scope })] : [],
  ];
  // MUTUAL with files that no proxy has would only show that they are missing.
  const rules = rule && rule.mode !== 'MUTUAL' ? [istio('DestinationRule', 'peer', rule.namespace, { host, trafficPolicy: { tls: { mode: rule.mode } } })] : [];
  const clusterIP = isHeadless ? 'None' : namespace === CLIENTS ? '10.96.5.7' : '10.96.5.8';
  const declared = isHeadless ? { name: port.name, port: target } : port;
  return {
    objects: [serviceObject('peer', namespace, { clusterIP, selector: LABELS, ports: [declared] }), pods, ...all, ...rules],
    aims: [{ host, port: declared.port, protocol: spoken(port.name) }],
  };
});
