import { inAmbientMode, withWaypoint } from '../../../../conformance/generators/trace/ambient';
import { deploymentOf } from '../../../../conformance/generators/trace/client';
import type { TraceMesh } from '../../../../conformance/generators/trace/trace-mesh';
import { isWaypoint } from '../../../../conformance/lab/mesh/waypoints';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

const WEB = { namespace: 'shop', labels: { app: 'web' }, annotations: {}, injected: true };
const BATCH = { ...WEB, labels: { app: 'batch' }, annotations: { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "false" }' } };
const ROUTER = { ...WEB, labels: { app: 'router' }, annotations: { 'inject.istio.io/templates': 'gateway' } };
const CART = { ...WEB, labels: { app: 'cart' } };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient', 'sidecar.istio.io/inject': 'false' };
const NO_DNS = { 'ambient.istio.io/dns-capture': 'false' };
const CONNECTION = { host: 'api.test', port: 443, protocol: 'https' } as const;

test('clients become ambient, with and without DNS; gateways and servers stay what they are', () => {
  const mesh: TraceMesh = {
    objects: [WEB, BATCH, ROUTER, CART].map(deploymentOf),
    meshConfig: {},
    questions: [WEB, BATCH, ROUTER].map(client => ({ ...client, ...CONNECTION })),
    servers: {},
  };
  expect(inAmbientMode(mesh)).toEqual({
    ...mesh,
    objects: [
      deploymentWith({ app: 'web', ...AMBIENT }, {}), deploymentWith({ app: 'batch', ...AMBIENT }, NO_DNS), deploymentOf(ROUTER), deploymentOf(CART),
    ],
    questions: [
      { ...WEB, ...CONNECTION, labels: { app: 'web', ...AMBIENT }, injected: false, ambient: true },
      { ...BATCH, ...CONNECTION, labels: { app: 'batch', ...AMBIENT }, annotations: NO_DNS, injected: false, ambient: true },
      { ...ROUTER, ...CONNECTION },
    ],
  });
});

test('all entries get a waypoint, beside their own labels', () => {
  const entry = (labels?: object) => ({ apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'api', namespace: 'shop', ...labels && { labels } }, spec: {} }) as KubernetesObject;
  const { objects } = withWaypoint({ objects: [deploymentOf(WEB), entry({ team: 'a' }), entry()], meshConfig: {}, questions: [], servers: {} });
  const labels = { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'egress' };
  expect(objects.slice(0, 3)).toEqual([deploymentOf(WEB), entry({ team: 'a', ...labels }), entry(labels)]);
  expect(objects.slice(3).map(isWaypoint)).toEqual([true]);
});

function deploymentWith(labels: Record<string, string>, annotations: Record<string, string>): object {
  const { app } = labels;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace: 'shop' },
    spec: { selector: { matchLabels: { app } }, template: { metadata: { labels, annotations }, spec: { containers: [{ name: app, image: 'registry.example/app:1.0' }] } } },
  };
}
