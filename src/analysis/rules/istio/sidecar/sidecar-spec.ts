import type { JsonObject } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';

/** API group and kind of the rules in this folder. */
export const SIDECAR = ['networking.istio.io/Sidecar'];

/** `spec` of a Sidecar that matches the schema. */
export interface SidecarSpec {
  readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
  readonly ingress?: readonly IngressListener[];
  readonly egress?: readonly EgressListener[];
  readonly outboundTrafficPolicy?: { readonly mode?: 'REGISTRY_ONLY' | 'ALLOW_ANY'; readonly egressProxy?: EgressProxy };
  readonly inboundConnectionPool?: JsonObject;
}

export interface SidecarPort {
  readonly number?: number;
  readonly name?: string;
  readonly protocol?: string;
  readonly targetPort?: number;
}

export interface IngressListener {
  readonly port: SidecarPort;
  readonly bind?: string;
  readonly defaultEndpoint?: string;
  readonly tls?: JsonObject;
  readonly connectionPool?: JsonObject;
}

export interface EgressListener {
  /** Undefined for the listener of all other ports. */
  readonly port?: SidecarPort;
  readonly bind?: string;
  readonly captureMode?: 'DEFAULT' | 'IPTABLES' | 'NONE';
  readonly hosts: readonly string[];
}

export interface EgressProxy {
  readonly host: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

/** A port, and its path in messages. */
export interface PortSite {
  readonly path: string;
  readonly port: SidecarPort;
}

/** A host of an egress listener, and its path in messages. */
export interface HostSite {
  readonly path: string;
  readonly host: string;
}

/** The spec of an object that matches the schema of Sidecar, in which it is optional. */
export function specOf(object: KubernetesObject): SidecarSpec {
  return (object.spec ?? {}) as SidecarSpec;
}

/** The ports of the ingress listeners. */
export function ingressPorts({ ingress = [] }: SidecarSpec): PortSite[] {
  return ingress.map(({ port }, index) => ({ path: `spec.ingress[${index}].port`, port }));
}

/** The ports of the egress listeners that have one. */
export function egressPorts({ egress = [] }: SidecarSpec): PortSite[] {
  return egress.flatMap(({ port }, index) => port === undefined ? [] : [{ path: `spec.egress[${index}].port`, port }]);
}

/** The hosts of all egress listeners. */
export function egressHosts({ egress = [] }: SidecarSpec): HostSite[] {
  return egress.flatMap(({ hosts }, index) => hosts.map((host, position) => ({ path: `spec.egress[${index}].hosts[${position}]`, host })));
}
