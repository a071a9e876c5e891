import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Labels } from '../analysis/base/labels';
import { ApiUrlEndpoint, apiUrlEndpoint } from '../analysis/dynatrace/api-url';
import { dashed } from '../analysis/syntax/address-hosts';
import { ClusterDomain, serviceSuffix } from '../analysis/syntax/service-hosts';
import { CommunicationEndpoint, EndpointScheme } from '../dynatrace/connection/communication-endpoint';
import type { IDynaKube } from '../dynatrace/dynakube/dynakube';
import { PortProtocol } from '../istio/port-protocol';
import { ServicePort } from '../istio/service-port';

const MAX_NAME = 253;
const HASH_LENGTH = 8;

/** A Service of the cluster whose name is the host of an endpoint. */
export interface ClusterService {
  readonly namespace: string;
  /** Host of the Service in Istio's registry. */
  readonly host: string;
}

/** A Service of the cluster, and its ports that are used. */
export interface AllowedService {
  readonly service: ClusterService;
  readonly ports: Map<number, ServicePort>;
}

/** The Service of the cluster that a host name belongs to, if it has the form `<name>.<namespace>.svc`, with or without the cluster's domain. */
export function clusterServiceOf(host: string, domain: ClusterDomain): ClusterService | undefined {
  const suffix = serviceSuffix(domain);
  const short = host.endsWith(suffix) ? `${host.slice(0, -suffix.length)}.svc` : host;
  // A pod of a headless Service has its own name in front.
  const labels = short.split('.');
  if (labels.length < 3 || labels[labels.length - 1] !== 'svc') { return undefined; }
  const [name, namespace] = labels.slice(-3);
  return { namespace, host: `${name}.${namespace}${suffix}` };
}

/** A Service that the operator creates, with the fields that matter to a sidecar. */
export function assumedService({ namespace, host }: ClusterService, ports: readonly ServicePort[], selector?: Labels): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: host.split('.')[0], namespace },
    spec: { ...selector ? { selector } : {}, ports: ports.map(({ name, number }) => ({ name, port: number })) },
  };
}

/**
 * The name of the ServiceEntry that allows a host: the prefix and the host. The colons of an IPv6 address become dashes. A name that is too long is
 * shortened and ends with a hash of the host.
 */
export function entryNameOf(prefix: string, host: string): string {
  const name = `${prefix}${dashed(host)}`;
  if (name.length <= MAX_NAME) { return name; }
  const hash = createHash('sha256').update(host).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, MAX_NAME - HASH_LENGTH - 1).replace(/[-.]+$/, '')}-${hash}`;
}

/**
 * The endpoint at which the operator calls the Dynatrace API.
 *
 * @throws if the URL has no host; the message does not quote it, because it may contain user info
 */
export function apiEndpointOf({ name }: IDynaKube, apiUrl: string): ApiUrlEndpoint {
  const api = apiUrlEndpoint(apiUrl);
  if (!api) { throw new Error(`'apiUrl' of the DynaKube "${name}" must be an http or https URL with a host, such as "https://abc12345.live.dynatrace.com/api"`); }
  return api;
}

/**
 * The API of a DynaKube as an endpoint.
 *
 * @throws if the URL has no host
 */
export function apiOf(dynakube: IDynaKube, apiUrl: string): CommunicationEndpoint {
  const { scheme, host, port } = apiEndpointOf(dynakube, apiUrl);
  return CommunicationEndpoint.of({ host, port, scheme: scheme === 'http' ? EndpointScheme.HTTP : EndpointScheme.HTTPS });
}

/** The port that an endpoint needs in its ServiceEntry. It is a TCP port for an IP address, because the sidecar sees no server name there. */
export function portOf(endpoint: CommunicationEndpoint): ServicePort {
  if (endpoint.isIp) { return ServicePort.tcp(endpoint.port); }
  const protocol = endpoint.scheme === EndpointScheme.HTTPS ? PortProtocol.HTTPS : PortProtocol.HTTP;
  return ServicePort.of({ number: endpoint.port, protocol });
}
