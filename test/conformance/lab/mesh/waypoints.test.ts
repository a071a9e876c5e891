import { gatewayServedBy, hostOfWaypoint, isWaypoint, waypointsOf } from '../../../../conformance/lab/mesh/waypoints';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

const GATEWAY: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'waypoint', namespace: 'egress' }, spec: { gatewayClassName: 'istio-waypoint' },
};
const LABELS = { 'gateway.networking.k8s.io/gateway-name': 'waypoint' };

test('a waypoint has a Service for the port of tunnels, and a pod that the Service selects', () => {
  expect(waypointsOf([GATEWAY, { ...GATEWAY, spec: { gatewayClassName: 'istio' } } as KubernetesObject])).toEqual([{
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'waypoint', namespace: 'egress', labels: LABELS },
      spec: { selector: LABELS, ports: [{ name: 'mesh', port: 15008, appProtocol: 'hbone' }] },
    },
    template: { namespace: 'egress', labels: LABELS, annotations: {}, injected: false, isWaypoint: true },
  }]);
  expect(hostOfWaypoint(GATEWAY)).toBe('waypoint.egress.svc.cluster.local');
});

test('its Service tells the Gateway, and other Services tell none', () => {
  const [{ service }] = waypointsOf([GATEWAY]);
  const { apiVersion, kind, metadata } = GATEWAY;
  expect([gatewayServedBy(service), gatewayServedBy({ ...service, metadata: { name: 'waypoint', namespace: 'egress' } }), gatewayServedBy({ ...service, spec: {} } as KubernetesObject)])
    .toEqual([{ apiVersion, kind, metadata }, undefined, undefined]);
});

test('a Gateway of Istio itself is not a waypoint', () => {
  expect(isWaypoint({ ...GATEWAY, apiVersion: 'networking.istio.io/v1' })).toBe(false);
});
