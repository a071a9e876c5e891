import { envoyBootstrap } from '../../../../conformance/lab/mesh/envoy-bootstrap';

const POD = { name: 'pod-1', namespace: 'shop', labels: { app: 'web' }, annotations: {}, environment: {} };
const PLACES = { istiod: { address: '10.244.0.1', port: 15010 }, admin: '/lab/pod-1.sock', certificates: '/lab/certificates.sock' };

test('a proxy reports its identity to istiod: everything that its configuration depends on', () => {
  expect(envoyBootstrap({ ...POD, addresses: ['10.244.0.10', 'fd00::10'] }, PLACES)).toMatchObject({
    node: {
      id: 'sidecar~10.244.0.10~pod-1.shop~shop.svc.cluster.local',
      metadata: {
        NAMESPACE: 'shop',
        LABELS: { app: 'web' },
        INSTANCE_IPS: '10.244.0.10,fd00::10',
        INTERCEPTION_MODE: 'REDIRECT',
        DUAL_STACK: 'true',
        CLUSTER_ID: 'Kubernetes',
        ISTIO_VERSION: '1.31.0',
      },
    },
    admin: { address: { pipe: { path: '/lab/pod-1.sock' } } },
  });
});

test('a pod with one address has one IP family', () => {
  expect(envoyBootstrap({ ...POD, addresses: ['10.244.0.10'] }, PLACES)).not.toHaveProperty('node.metadata.DUAL_STACK');
});

test('variables of the proxy with the prefix for metadata are reported to istiod', () => {
  const bootstrap = envoyBootstrap({ ...POD, addresses: ['10.244.0.10'], environment: { ISTIO_META_DNS_CAPTURE: 'true', OTHER: 'x' } }, PLACES);
  expect(bootstrap).toHaveProperty('node.metadata.DNS_CAPTURE', 'true');
  expect(bootstrap).not.toHaveProperty('node.metadata.OTHER');
});

test('a waypoint says that it is one', () => {
  expect(envoyBootstrap({ ...POD, isWaypoint: true, addresses: ['10.244.0.10'] }, PLACES)).toHaveProperty('node.id', 'waypoint~10.244.0.10~pod-1.shop~shop.svc.cluster.local');
});

test('the proxy of a gateway is a router', () => {
  const annotations = { 'inject.istio.io/templates': 'gateway' };
  expect(envoyBootstrap({ ...POD, annotations, addresses: ['10.244.0.10'] }, PLACES)).toHaveProperty('node.id', 'router~10.244.0.10~pod-1.shop~shop.svc.cluster.local');
});
