import { isRecord, listOf, recordOf, textsOf } from '../../../base/json';
import type { MeshObject } from '../../objects/mesh-objects';

/**
 * Whether several VirtualServices of sidecars route TLS connections for a host in the same way and do nothing else for it, so that it does not matter which of them
 * sidecars use. The Dynatrace operator creates such objects: one for each of its components, and nearly always with one host in common.
 */
export function haveSameRoutes(host: string, objects: readonly MeshObject[]): boolean {
  const [first, ...others] = objects;
  const routes = tlsRoutesFor(host, first);
  return routes !== undefined && others.every(other => other.ref.namespace === first.ref.namespace && tlsRoutesFor(host, other) === routes);
}

/** The TLS routes of a VirtualService for a host, as one text. Undefined if it has other routes, other gateways, or the host in another form. */
function tlsRoutesFor(host: string, { spec }: MeshObject): string | undefined {
  const isForSidecars = textsOf(spec.gateways).every(gateway => gateway === 'mesh');
  const hasHost = textsOf(spec.hosts).filter(name => name === host).length === 1;
  if (!isForSidecars || !hasHost || listOf(spec.http).length > 0 || listOf(spec.tcp).length > 0) { return undefined; }
  const routes = listOf(spec.tls).map(recordOf).flatMap(rule => listOf(rule.match).map(recordOf)
    .filter(match => textsOf(match.sniHosts).includes(host))
    .map(match => ({ match: { ...match, sniHosts: null }, route: rule.route })));
  return canonicalJson(routes);
}

/** JSON in which the fields of objects are sorted. */
function canonicalJson(value: unknown): string {
  const sorted = (field: object) => Object.fromEntries(Object.entries(field).sort(([a], [b]) => a < b ? -1 : 1));
  return JSON.stringify(value, (_, field: unknown) => isRecord(field) ? sorted(field) : field);
}
