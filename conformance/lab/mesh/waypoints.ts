import type { PodTemplate } from './pod';
import { recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** What Istio's controller makes of the Gateway of a waypoint. */
export interface LabWaypoint {
  readonly service: KubernetesObject;
  readonly template: PodTemplate;
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const HBONE_PORT = 15008;

/** Whether a Gateway of the Kubernetes Gateway API is a waypoint. */
export function isWaypoint({ apiVersion, kind, spec }: KubernetesObject): boolean {
  return apiVersion.startsWith('gateway.networking.k8s.io/') && kind === 'Gateway' && recordOf(spec).gatewayClassName === 'istio-waypoint';
}

/** The host of the Service of a waypoint. */
export function hostOfWaypoint({ metadata }: KubernetesObject): string {
  return `${metadata?.name}.${metadata?.namespace}.svc.cluster.local`;
}

/** The Services and pods that Istio's controller makes for the waypoints among objects. */
export function waypointsOf(objects: readonly KubernetesObject[]): LabWaypoint[] {
  return objects.filter(isWaypoint).map(({ metadata = {} }) => {
    const { name = '', namespace = '' } = metadata;
    const labels = { [GATEWAY_NAME]: name };
    return {
      service: {
        apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels }, spec: { selector: labels, ports: [{ name: 'mesh', port: HBONE_PORT, appProtocol: 'hbone' }] },
      } as KubernetesObject,
      template: { namespace, labels, annotations: {}, injected: false, isWaypoint: true },
    };
  });
}
