import { JsonObject, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { fieldSites, itemSites, Site } from '../shared/site';

/** API group and kind of the rules in this folder. */
export const GATEWAY = ['networking.istio.io/Gateway'];

/** `spec` of a Gateway; an empty object if it has none. */
export function specOf(object: KubernetesObject): JsonObject {
  return recordOf(object.spec);
}

export function serversOf(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).servers, 'spec.servers');
}

/** The TLS settings of a server, as a list of one or none. */
export function tlsOf(server: Site): Site[] {
  return fieldSites(server, 'tls');
}

/** The port of a server; an empty object if it has none. */
export function portOf(server: Site): JsonObject {
  return recordOf(server.value.port);
}
