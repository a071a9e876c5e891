import { JsonObject, recordOf, textsOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { MESH_GATEWAY } from '../../../model/virtual-service';
import { fieldSites, itemSites, Site } from '../../shared/site';

/** API group and kind of the rules in this folder. */
export const VIRTUAL_SERVICE = ['networking.istio.io/VirtualService'];

/** `spec` of a VirtualService; an empty object if it has none. */
export function specOf(object: KubernetesObject): JsonObject {
  return recordOf(object.spec);
}

export function httpRoutes(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).http, 'spec.http');
}

export function tlsRoutes(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).tls, 'spec.tls');
}

export function tcpRoutes(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).tcp, 'spec.tcp');
}

export function allRoutes(object: KubernetesObject): Site[] {
  return [...httpRoutes(object), ...tlsRoutes(object), ...tcpRoutes(object)];
}

export function matchesOf(route: Site): Site[] {
  return itemSites(route.value.match, `${route.path}.match`);
}

/** The weighted destinations of a route. */
export function weightedOf(route: Site): Site[] {
  return itemSites(route.value.route, `${route.path}.route`);
}

/** The destinations that the routes of an object forward to. */
export function routeDestinations(object: KubernetesObject): Site[] {
  return allRoutes(object).flatMap(weightedOf).flatMap(weighted => fieldSites(weighted, 'destination'));
}

/** The destinations of mirrored requests. */
export function mirrorDestinations(object: KubernetesObject): Site[] {
  return httpRoutes(object).flatMap(route => [
    ...fieldSites(route, 'mirror'),
    ...itemSites(route.value.mirrors, `${route.path}.mirrors`).flatMap(mirror => fieldSites(mirror, 'destination')),
  ]);
}

/** Whether sidecars use the object, and not only gateways. */
export function isBoundToMesh(object: KubernetesObject): boolean {
  const gateways = textsOf(specOf(object).gateways);
  return gateways.length === 0 || gateways.includes(MESH_GATEWAY);
}

/** Whether the object is a delegate of other VirtualServices: it has no hosts. */
export function isDelegate(object: KubernetesObject): boolean {
  return textsOf(specOf(object).hosts).length === 0;
}
