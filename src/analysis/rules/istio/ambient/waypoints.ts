import { labelsOf, Labels } from '../../../base/labels';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';

const USE_WAYPOINT = 'istio.io/use-waypoint';
const USE_WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';

/** The value of a label that overrides the waypoint of the namespace with none. */
const NO_WAYPOINT = 'none';

/** The proxy of ambient mode that reads requests, which ztunnel does not. */
export interface Waypoint {
  readonly namespace: string;
  readonly name: string;
}

/** The waypoint that the labels of an object in a namespace name; undefined if they name none. */
export function waypointNamed(labels: Labels, namespace: string): Waypoint | undefined {
  const name = labels[USE_WAYPOINT];
  return !name || name === NO_WAYPOINT ? undefined : { namespace: labels[USE_WAYPOINT_NAMESPACE] || namespace, name };
}

/** The waypoint of a service, from its own labels or those of its namespace; undefined if there is none. */
export function waypointOf(model: MeshModel, labels: Labels, namespace: string): Waypoint | undefined {
  return waypointNamed(labels[USE_WAYPOINT] ? labels : model.namespaceLabels.get(namespace) ?? {}, namespace);
}

/** Whether a service has a waypoint. */
export function hasWaypoint(model: MeshModel, labels: Labels, namespace: string): boolean {
  return waypointOf(model, labels, namespace) !== undefined;
}

/** Whether there is a Gateway of the Kubernetes Gateway API with the name of a waypoint. */
export function waypointExists(model: MeshModel, { namespace, name }: Waypoint): boolean {
  return model.once('gateways by namespace and name', () => new Set(objectsOf(model, 'gateway.networking.k8s.io/Gateway').map(({ ref }) => `${ref.namespace}/${ref.name}`)))
    .has(`${namespace}/${name}`);
}

/** The labels in the metadata of an object. */
export function labelsOfObject(model: MeshModel, index: number): Labels {
  return labelsOf(model.objects[index].metadata?.labels);
}
