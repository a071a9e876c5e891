import type { KubernetesObject } from '../../../base/kubernetes-object';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

/** API group and kind of the rules in this folder. */
export const SERVICE_ENTRY = ['networking.istio.io/ServiceEntry'];

/** `spec` of a ServiceEntry that matches the schema. */
export interface ServiceEntrySpec {
  readonly hosts: readonly string[];
  readonly addresses?: readonly string[];
  readonly ports?: readonly ServiceEntryPort[];
  readonly location?: 'MESH_EXTERNAL' | 'MESH_INTERNAL';
  readonly resolution?: Resolution;
  readonly endpoints?: readonly Endpoint[];
  readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
  readonly exportTo?: readonly string[];
}

export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS';

export interface ServiceEntryPort {
  readonly number: number;
  readonly name: string;
  readonly protocol?: string;
  readonly targetPort?: number;
}

/** A WorkloadEntry that is part of a ServiceEntry. */
export interface Endpoint {
  readonly address?: string;
  readonly ports?: Readonly<Record<string, number>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly network?: string;
}

/** A part of a spec, and its path in messages. */
interface Site {
  readonly path: string;
}

const NAME_FAMILIES = new Set([ProtocolFamily.HTTP, ProtocolFamily.TLS, ProtocolFamily.AUTO]);
const DNS_RESOLUTIONS = new Set<Resolution>(['DNS', 'DNS_ROUND_ROBIN']);

/** The spec of an object that matches the schema of ServiceEntry. */
export function specOf(object: KubernetesObject): ServiceEntrySpec {
  return object.spec as ServiceEntrySpec;
}

/** The resolution of a spec, which is NONE by default. */
export function resolutionOf({ resolution = 'NONE' }: ServiceEntrySpec): Resolution {
  return resolution;
}

/** Whether the sidecar resolves names by DNS and keeps the answers. */
export function isDnsResolved(spec: ServiceEntrySpec): boolean {
  return DNS_RESOLUTIONS.has(resolutionOf(spec));
}

/** Whether any port distinguishes hosts by name: plain-text HTTP, TLS, or automatic detection of both. */
export function usesHostNames({ ports = [] }: ServiceEntrySpec): boolean {
  return ports.some(port => NAME_FAMILIES.has(protocolFamily(port.protocol)));
}

/** The hosts of a spec, each with its path in messages. */
export function hostsOf({ hosts }: ServiceEntrySpec): ({ readonly host: string } & Site)[] {
  return hosts.map((host, index) => ({ host, path: `spec.hosts[${index}]` }));
}

/** The ports of a spec, each with its path in messages. The protocol is empty if a port has none. */
export function portsOf({ ports = [] }: ServiceEntrySpec): (Required<Pick<ServiceEntryPort, 'protocol'>> & ServiceEntryPort & Site)[] {
  return ports.map(({ name, number, protocol, targetPort }, index) => ({ name, number, protocol: protocol ?? '', targetPort, path: `spec.ports[${index}]` }));
}

/** The endpoints of a spec, each with its path in messages. Missing fields are empty. */
export function endpointsOf({ endpoints = [] }: ServiceEntrySpec): (Required<Endpoint> & Site)[] {
  return endpoints.map(({ address = '', ports = {}, labels = {}, network = '' }, index) => ({ address, ports, labels, network, path: `spec.endpoints[${index}]` }));
}
