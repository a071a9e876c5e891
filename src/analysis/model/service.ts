import { Aged, createdAt } from './age';
import { cappedExposure, Exposure, exposureOf } from './exposure';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { ObjectRef, refOf } from '../base/object-ref';
import { portNumberOf } from '../base/port-number';
import { isIstioAtLeast } from '../settings/istio-version';
import type { MeshSettings } from '../settings/mesh-settings';
import { canonicalIp, isIpAddress, parseCidr } from '../syntax/addresses';
import { isPartialWildcard, isWildcardHost } from '../syntax/hosts';
import { normalizeProtocol, ProtocolFamily, protocolFamily } from '../syntax/protocols';
import { SERVICE_DOMAIN } from '../syntax/service-hosts';

/** How a sidecar finds the endpoints of a service. `ALIAS` is a Kubernetes Service of type ExternalName: another name for a service. */
export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS' | 'ALIAS';

/** A port on which clients dial a service. */
export interface DeclaredPort {
  readonly number: number;
  /** Upper case; the empty text where istiod looks at the first bytes: nothing is declared, or a protocol that it does not know. */
  readonly protocol: string;
  readonly family: ProtocolFamily;
  /** Port of the pods behind a Kubernetes Service, where it is another number. Ports that it names are in the pods: they are not looked up. */
  readonly targetPort?: number;
}

/**
 * A name that clients may connect to, as istiod keeps it: a Kubernetes Service, or one host of a ServiceEntry with one of its addresses. A
 * ServiceEntry with two
 * hosts and three addresses is six services.
 */
export interface Service extends Aged {
  readonly host: string;
  readonly isKubernetes: boolean;
  readonly ports: readonly DeclaredPort[];
  readonly resolution: Resolution;
  /** IP or CIDR (never of a single IP) by which clients reach it; undefined if its connections are told apart by their content. */
  readonly address?: string;
  /**
   * The IP that istiod allocates, which only sidecars with DNS capture know. At synth nobody knows it yet: a text that is no IP then stands for it.
   */
  readonly autoAddress?: string;
  /** `exportTo` as it is written. */
  readonly exportTo: readonly string[];
  readonly exposure: Exposure;
  readonly labels: Labels;
  /** Labels of the workloads behind it; undefined if it has no selector. */
  readonly selector?: Labels;
  /** Whether the selector of a ServiceEntry has labels, be it none: istiod builds listeners as if one without them were not there. */
  readonly selectsLabels?: boolean;
  /** Addresses of the endpoints that its own object lists, or its host if it is resolved by that. */
  readonly endpoints: readonly string[];
  /** Labels of these endpoints, by which subsets are chosen; as many, in the same order. */
  readonly endpointLabels: readonly Labels[];
  /** What an `ALIAS` stands for. */
  readonly externalName?: string;
}

const RESOLUTIONS = new Set<Resolution>(['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS']);
export const AUTO_ALLOCATION_LABEL = 'networking.istio.io/enable-autoallocate-ip';
const EXPORT_TO_ANNOTATION = 'networking.istio.io/exportTo';

/** The services of a ServiceEntry. Parts that the API server would refuse are passed over. */
export function servicesOfEntry(
  object: KubernetesObject,
  index: number,
  settings: MeshSettings,
  labelsOfNamespace: (name: string) => Labels,
): Service[] {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const labels = labelsOf(recordOf(object.metadata).labels);
  const exportTo = textsOf(spec.exportTo);
  const resolution = RESOLUTIONS.has(spec.resolution as Resolution) ? spec.resolution as Resolution : 'NONE';
  const common = {
    ref,
    created: createdAt(object),
    namespace: ref.namespace,
    isKubernetes: false,
    ports: listOf(spec.ports).flatMap(entryPort),
    resolution,
    exportTo,
    exposure: cappedExposure(
      exposureOf(exportTo, settings.defaultServiceExportTo, ref.namespace),
      isIstioAtLeast(settings.istioVersion, '1.31') ? settings.serviceEntryVisibility : undefined,
      ref.namespace,
      labelsOfNamespace(ref.namespace),
    ),
    labels,
    selector: isRecord(spec.workloadSelector) ? labelsOf(spec.workloadSelector.labels) : undefined,
    selectsLabels: isRecord(recordOf(spec.workloadSelector).labels),
  };
  const addresses = textsOf(spec.addresses);
  const places = addresses.length > 0 ? addresses.flatMap(serviceAddress) : [undefined];
  const allocates = settings.autoAllocateIp && resolution !== 'NONE' && addresses.length === 0
    && labels[AUTO_ALLOCATION_LABEL]?.toLowerCase() !== 'false';
  return textsOf(spec.hosts).flatMap(host => places.map(address => ({
    ...common,
    host,
    address,
    autoAddress: allocates ? allocatedAddress(object, ref, host, resolution) : undefined,
    ...entryEndpoints(spec, host, resolution),
    sortName: host,
    tieBreak: `${ref.name} ${address ?? ''}`,
  })));
}

/** The service of a Kubernetes Service. */
export function serviceOfKubernetes(object: KubernetesObject, index: number, settings: MeshSettings): Service {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const metadata = recordOf(object.metadata);
  const externalName = spec.type === 'ExternalName' ? textOf(spec.externalName) : undefined;
  const isHeadless = spec.clusterIP === 'None';
  const exportTo = (labelsOf(metadata.annotations)[EXPORT_TO_ANNOTATION] ?? '').split(',').map(scope => scope.trim()).filter(scope => scope !== '');
  return {
    ref,
    created: createdAt(object),
    namespace: ref.namespace,
    host: `${ref.name}.${ref.namespace}${SERVICE_DOMAIN}`,
    isKubernetes: true,
    ports: listOf(spec.ports).flatMap(kubernetesPort),
    resolution: kubernetesResolution(externalName, isHeadless),
    address: externalName || isHeadless ? undefined : clusterIp(spec, ref),
    exportTo,
    exposure: exposureOf(exportTo, settings.defaultServiceExportTo, ref.namespace),
    labels: labelsOf(metadata.labels),
    // An empty one selects no pods, unlike that of other kinds.
    selector: Object.keys(recordOf(spec.selector)).length > 0 ? labelsOf(spec.selector) : undefined,
    endpoints: [],
    endpointLabels: [],
    externalName: externalName || undefined,
    sortName: ref.name,
    tieBreak: '',
  };
}

function kubernetesResolution(externalName: string | undefined, isHeadless: boolean): Resolution {
  if (externalName) { return 'ALIAS'; }
  return isHeadless ? 'NONE' : 'STATIC';
}

/** By what a sidecar knows connections to a service. */
export function addressFor(service: Service, dnsCapture: boolean): string | undefined {
  return service.address ?? (dnsCapture ? service.autoAddress : undefined);
}

/** The port of a service with a number; undefined if it has none. */
export function portOf(ports: readonly DeclaredPort[], number: number): DeclaredPort | undefined {
  return ports.find(port => port.number === number);
}

function toPort(number: number, protocol: string): DeclaredPort {
  return { number, protocol, family: protocolFamily(protocol) };
}

function entryPort(value: unknown): DeclaredPort[] {
  const port = recordOf(value);
  const number = portNumberOf(port.number);
  return number === undefined ? [] : [toPort(number, normalizeProtocol(port.protocol))];
}

/** Ports on which istiod never looks at the first bytes unless it is told to: SMTP, DNS, MySQL, MongoDB. */
const SERVER_FIRST_PORTS = new Set([25, 53, 3306, 27017]);

const APP_PROTOCOLS: Readonly<Record<string, string>> = { 'kubernetes.io/h2c': 'HTTP2', 'kubernetes.io/ws': 'HTTP', 'kubernetes.io/wss': 'HTTPS' };

function kubernetesPort(value: unknown): DeclaredPort[] {
  const port = recordOf(value);
  const number = portNumberOf(port.port);
  if (number === undefined) { return []; }
  if (port.protocol === 'UDP') { return [toPort(number, 'UDP')]; }
  const name = textOf(port.appProtocol) ?? textOf(port.name) ?? '';
  const declared = APP_PROTOCOLS[name] ?? (name.toLowerCase().startsWith('grpc-web') ? 'GRPC-WEB' : normalizeProtocol(name.split('-')[0]));
  const targetPort = portNumberOf(port.targetPort) || undefined;
  return [{ ...toPort(number, declared === '' && SERVER_FIRST_PORTS.has(number) ? 'TCP' : declared), ...targetPort === number ? {} : { targetPort } }];
}

function clusterIp(spec: JsonObject, ref: ObjectRef): string {
  const ip = textOf(spec.clusterIP) ?? '';
  return isIpAddress(ip) ? canonicalIp(ip) : `cluster-ip:${ref.namespace}/${ref.name}`;
}

function serviceAddress(text: string): string[] {
  if (isIpAddress(text)) { return [canonicalIp(text)]; }
  const cidr = parseCidr(text);
  if (!cidr) { return []; }
  return [cidr.prefix === (cidr.ipv6 ? 128 : 32) ? cidr.address : text];
}

function allocatedAddress(object: KubernetesObject, ref: ObjectRef, host: string, resolution: Resolution): string | undefined {
  const allocated = listOf(recordOf(object.status).addresses).map(recordOf)
    .filter(address => address.host === host)
    .map(address => textOf(address.value) ?? '')
    .filter(isIpAddress);
  // A sidecar of an IPv4 pod uses the last IPv4 address.
  const ipv4 = allocated.filter(address => !address.includes(':'));
  if (allocated.length > 0) { return ipv4[ipv4.length - 1]; }
  // What has been applied says itself what it got.
  const isApplied = createdAt(object) !== undefined || isRecord(object.status);
  const isOther = (isWildcardHost(host) || isPartialWildcard(host)) && resolution !== 'DYNAMIC_DNS';
  return isApplied || isOther ? undefined : `auto-ip:${ref.namespace}/${ref.name}/${host}`;
}

function entryEndpoints(spec: JsonObject, host: string, resolution: Resolution): Pick<Service, 'endpoints' | 'endpointLabels'> {
  const endpoints = listOf(spec.endpoints).map(recordOf);
  const isResolvedByHost = endpoints.length === 0 && !isRecord(spec.workloadSelector) && (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN');
  if (isResolvedByHost) { return { endpoints: [host], endpointLabels: [{}] }; }
  return { endpoints: endpoints.map(({ address }) => textOf(address) ?? ''), endpointLabels: endpoints.map(({ labels }) => labelsOf(labels)) };
}
