import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { fields, list, maybe, pick, set, weighted } from '../base/shapes';
import { GATEWAY_LABELS } from '../istio/gateway';
import { POD_LABELS } from '../istio/metadata';
import type { Words } from '../istio/words';

const PORT_NAME = pick([
  [3, 'http'], [2, 'tcp'], [2, 'tls'], [2, 'https-web'], [1, 'grpc'], [1, 'web'], [1, 'http2-x'], [1, 'udp-x'], [1, 'mysql'], [1, 'redis-x'], [1, 'mongo'], [1, 'grpc-web-x'], [1, 'constructor'],
]);

/** Istio's annotations on objects: valid, misplaced, unknown, and with unreadable values. */
export const ISTIO_ANNOTATIONS = fields({
  'sidecar.istio.io/inject': maybe(30, pick([[3, 'true'], [1, 'false'], [1, 'maybe']])),
  'traffic.sidecar.istio.io/excludeOutboundPorts': maybe(20, pick([[3, '443'], [1, '80,443'], [1, 'https'], [1, '']])),
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': maybe(20, pick([[3, '10.0.0.0/8'], [1, '10.0.0.1'], [1, '*'], [1, '']])),
  'traffic.sidecar.istio.io/includeOutboundIPRanges': maybe(15, pick([[2, '*'], [2, '10.0.0.0/8,192.168.0.0/16'], [1, 'x']])),
  'traffic.sidecar.istio.io/includeInboundPorts': maybe(10, pick([[2, '*'], [1, '80'], [1, '80-90']])),
  'networking.istio.io/exportTo': maybe(10, pick([[1, '.'], [1, '*']])),
  'sidecar.istio.io/interceptionMode': maybe(10, pick([[2, 'REDIRECT'], [1, 'redirect']])),
  'traffic.sidecar.istio.io/kubevirtInterfaces': maybe(5, fc.constant('eth0')),
  'sidecar.istio.io/unknown': maybe(8, fc.constant('x')),
  'example.com/note': maybe(10, fc.constant('x')),
});

/** Kubernetes Services, on the ports and hosts of the ServiceEntries. */
export function service(words: Words): fc.Arbitrary<KubernetesObject> {
  const port = fields({
    name: maybe(92, PORT_NAME),
    port: words.port,
    targetPort: maybe(20, fc.constant(8443)),
    protocol: maybe(15, pick([[3, 'TCP'], [1, 'UDP']])),
    appProtocol: maybe(12, pick([[2, 'http'], [2, 'tls'], [1, 'https'], [1, 'kubernetes.io/h2c'], [1, 'kubernetes.io/ws'], [1, 'tcp'], [1, 'example.com/x'], [1, 'grpc'], [1, 'constructor'], [1, 'valueOf']])),
  });
  // Ports of one Service have different names, and numbers.
  const ports = set(port, 1, 2, ({ port: number }) => number).map(all => all.map((item, index) => all.length > 1 ? { ...item, name: `${String(item.name ?? 'x')}${index}` } : item));
  const clusterIp = weighted(
    [5, fc.constant('10.0.0.10')], [2, fc.constant('10.0.0.11')], [2, fc.constant('None')], [1, fc.constant('203.0.113.7')],
  );
  const selector = weighted<Record<string, string>>([4, fc.constant({ app: 'web' })], [1, fc.constant(GATEWAY_LABELS)], [1, POD_LABELS]);
  // The API server allocates a cluster IP where none is declared.
  const normal = fields({ clusterIP: maybe(92, clusterIp), ports, selector: maybe(80, selector), type: maybe(10, pick([[1, 'ClusterIP'], [1, 'NodePort'], [1, 'LoadBalancer']])) });
  const external = fields({ type: fc.constant('ExternalName'), externalName: pick([[2, 'api.ext.test'], [1, 'b.ext.test'], [1, 'web.shop.svc.cluster.local'], [1, 'missing.test']]), ports: maybe(70, ports) });
  return core('Service', fields({
    name: pick([[4, 'web'], [2, 'gateway'], [1, 'other']]),
    namespace: words.namespace,
    annotations: maybe(15, fields({ 'networking.istio.io/exportTo': pick([[2, '.'], [1, '*'], [1, 'shop'], [1, 'egress,shop'], [1, '~']]) })),
  }), weighted([7, normal], [1, external]));
}

/** Policies that select pods. */
export function authorizationPolicy(words: Words): fc.Arbitrary<KubernetesObject> {
  return fields({
    apiVersion: fc.constant('security.istio.io/v1'),
    kind: fc.constant('AuthorizationPolicy'),
    metadata: fields({ name: fc.constant('policy'), namespace: words.namespace }),
    spec: fields({ selector: maybe(80, fields({ matchLabels: fc.constant({ app: 'web' }) })), action: fc.constant('DENY'), rules: fc.constant([{}]) }),
  }) as unknown as fc.Arbitrary<KubernetesObject>;
}

/** Workloads outside of Kubernetes, which a ServiceEntry may select. */
export function workloadEntry(words: Words): fc.Arbitrary<KubernetesObject> {
  return fields({
    apiVersion: fc.constant('networking.istio.io/v1'),
    kind: fc.constant('WorkloadEntry'),
    metadata: fields({ name: pick([[1, 'vm'], [1, 'vm2']]), namespace: words.namespace, labels: maybe(30, POD_LABELS) }),
    spec: fields({
      address: weighted([3, words.endpointIp], [1, words.name]),
      labels: maybe(80, POD_LABELS),
      ports: maybe(15, fc.dictionary(words.port.map(number => `p${number}`), words.port, { maxKeys: 1, noNullPrototype: true })),
    }),
  }) as unknown as fc.Arbitrary<KubernetesObject>;
}

/** A namespace, with labels that Istio uses. */
export function namespace(name: string): fc.Arbitrary<KubernetesObject> {
  return core('Namespace', fields({
    name: fc.constant(name),
    labels: maybe(90, fields({
      'team': maybe(60, pick([[1, 'a'], [1, 'b']])),
      'istio-injection': maybe(70, pick([[5, 'enabled'], [1, 'disabled']])),
      'istio.io/rev': maybe(10, fc.constant('canary')),
      'istio.io/dataplane-mode': maybe(8, fc.constant('ambient')),
    })),
    annotations: maybe(10, ISTIO_ANNOTATIONS),
  }));
}

/** A pod: of an application, or of the gateway. */
export function pod(words: Words): fc.Arbitrary<KubernetesObject> {
  return core('Pod', fields({
    name: pick([[3, 'web'], [2, 'db'], [1, 'gateway']]),
    namespace: words.namespace,
    labels: maybe(90, podLabels()),
    annotations: maybe(20, ISTIO_ANNOTATIONS),
  }), containers());
}

/** A Deployment and its pod template. */
export function deployment(words: Words): fc.Arbitrary<KubernetesObject> {
  const template = fields({ metadata: fields({ labels: podLabels(), annotations: maybe(20, ISTIO_ANNOTATIONS) }), spec: containers() });
  return core('Deployment', fields({
    name: pick([[3, 'web'], [1, 'db']]),
    namespace: words.namespace,
    annotations: maybe(15, ISTIO_ANNOTATIONS),
  }), template.map(pods => ({ selector: { matchLabels: recordLabels(pods) }, template: pods })), 'apps/v1');
}

function podLabels(): fc.Arbitrary<Record<string, string>> {
  return weighted<Record<string, string>>([5, POD_LABELS], [1, fc.constant(GATEWAY_LABELS)], [1, fc.constant({ app: 'web', version: 'v1' })], [1, fc.constant({ 'app': 'web', 'gateway.networking.k8s.io/gateway-name': 'g' })], [1, fc.constant({ 'app': 'web', 'istio.io/dataplane-mode': 'ambient' })]);
}

function containers(): fc.Arbitrary<unknown> {
  return fields({
    containers: pick([[3, [{ name: 'app', image: 'app:1' }]], [3, [{ name: 'app', image: 'app:1' }, { name: 'istio-proxy', image: 'proxyv2:1.31.0' }]]]),
  });
}

function recordLabels(pods: Record<string, unknown>): unknown {
  return (pods.metadata as { labels?: unknown }).labels ?? {};
}

function core(kind: string, metadata: fc.Arbitrary<unknown>, spec: fc.Arbitrary<unknown> = fc.constant(undefined), apiVersion = 'v1'): fc.Arbitrary<KubernetesObject> {
  return fields({ apiVersion: fc.constant(apiVersion), kind: fc.constant(kind), metadata, spec }) as unknown as fc.Arbitrary<KubernetesObject>;
}

/** Objects of a kind in `percent` of the meshes. */
export function some(percent: number, arbitrary: fc.Arbitrary<KubernetesObject>, max: number): fc.Arbitrary<KubernetesObject[]> {
  return maybe(percent, list(arbitrary, 1, max)).map(objects => objects ?? []);
}
