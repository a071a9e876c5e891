import type { PodTemplate } from './pod';
import { listOf, recordOf } from '../../../src/analysis/base/json';
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

/** The Gateway of the waypoint whose Service this is; undefined for other Services. */
export function gatewayServedBy({ metadata, spec }: KubernetesObject): KubernetesObject | undefined {
  const name = metadata?.labels?.[GATEWAY_NAME];
  const isOfWaypoint = name !== undefined && name === metadata?.name && listOf(recordOf(spec).ports).some(port => recordOf(port).port === HBONE_PORT);
  return isOfWaypoint ? { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name, namespace: metadata?.namespace } } : undefined;
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
