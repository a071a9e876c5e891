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
import { serviceSuffix } from '../syntax/service-hosts';

/** How a sidecar finds the endpoints of a service. `ALIAS` is for a Kubernetes Service of type ExternalName, which is another name of a service. */
export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS' | 'ALIAS';

/** A port of a service that clients connect to. */
export interface DeclaredPort {
  readonly number: number;
  /** Upper case. Empty if istiod detects the protocol from the first bytes, because the declared one is missing or unknown. */
  readonly protocol: string;
  readonly family: ProtocolFamily;
  /** Port of the pods of a Kubernetes Service, if its number is different. Named target ports are not resolved. */
  readonly targetPort?: number;
}

/**
 * A service in the registry of istiod: a Kubernetes Service, or one host of a ServiceEntry with one of its addresses. A ServiceEntry with two hosts
 * and three addresses is six services.
 */
export interface Service extends Aged {
  readonly host: string;
  readonly isKubernetes: boolean;
  readonly ports: readonly DeclaredPort[];
  readonly resolution: Resolution;
  /** IP or CIDR (never of a single IP) that clients connect to. Undefined if connections are distinguished by their content. */
  readonly address?: string;
  /**
   * The IP that istiod allocates. Only sidecars with DNS capture know it. Until it is allocated, a placeholder that is not an IP represents it.
   */
  readonly autoAddress?: string;
  /** `exportTo` as written. */
  readonly exportTo: readonly string[];
  readonly exposure: Exposure;
  readonly labels: Labels;
  /** Labels of its workloads. Undefined if it has no selector. */
  readonly selector?: Labels;
  /** Whether the selector of a ServiceEntry has the field `labels`, even if it is empty. For listeners, istiod ignores a selector without it. */
  readonly selectsLabels?: boolean;
  /** Addresses of the endpoints in its own object, or its host if DNS resolves it. */
  readonly endpoints: readonly string[];
  /** Labels of these endpoints, which subsets select. Same length and order as `endpoints`. */
  readonly endpointLabels: readonly Labels[];
  /** The host that an `ALIAS` is another name of. */
  readonly externalName?: string;
}

const RESOLUTIONS = new Set<Resolution>(['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS']);
export const AUTO_ALLOCATION_LABEL = 'networking.istio.io/enable-autoallocate-ip';
const EXPORT_TO_ANNOTATION = 'networking.istio.io/exportTo';

/** The services of a ServiceEntry. Fields that the API server would refuse are ignored. */
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
  const created = createdAt(object);
  const ports = listOf(spec.ports).flatMap(entryPort);
  const exposure = cappedExposure(
    exposureOf(exportTo, settings.defaultServiceExportTo, ref.namespace),
    isIstioAtLeast(settings.istioVersion, '1.31') ? settings.serviceEntryVisibility : undefined,
    ref.namespace,
    labelsOfNamespace(ref.namespace),
  );
  const selector = isRecord(spec.workloadSelector) ? labelsOf(spec.workloadSelector.labels) : undefined;
  const selectsLabels = isRecord(recordOf(spec.workloadSelector).labels);
  const addresses = textsOf(spec.addresses);
  const places = addresses.length > 0 ? addresses.flatMap(serviceAddress) : [undefined];
  const allocates = settings.autoAllocateIp && resolution !== 'NONE' && addresses.length === 0
    && labels[AUTO_ALLOCATION_LABEL]?.toLowerCase() !== 'false';
  const services: Service[] = [];
  for (const host of textsOf(spec.hosts)) {
    const autoAddress = allocates ? allocatedAddress(object, ref, host, resolution) : undefined;
    const { endpoints, endpointLabels } = entryEndpoints(spec, host, resolution);
    // Written out: a spread would make a slower object, and meshes have many services.
    for (const address of places) {
      services.push({
        ref,
        created,
        namespace: ref.namespace,
        host,
        isKubernetes: false,
        ports,
        resolution,
        address,
        autoAddress,
        exportTo,
        exposure,
        labels,
        selector,
        selectsLabels,
        endpoints,
        endpointLabels,
        sortName: host,
        tieBreak: `${ref.name} ${address ?? ''}`,
      });
    }
  }
  return services;
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
    host: `${ref.name}.${ref.namespace}${serviceSuffix(settings)}`,
    isKubernetes: true,
    ports: listOf(spec.ports).flatMap(kubernetesPort),
    resolution: kubernetesResolution(externalName, isHeadless),
    address: externalName || isHeadless ? undefined : clusterIp(spec, ref),
    exportTo,
    exposure: exposureOf(exportTo, settings.defaultServiceExportTo, ref.namespace),
    labels: labelsOf(metadata.labels),
    // Unlike other kinds, a Service with an empty selector selects no pods.
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

/** The address by which a sidecar recognizes connections to a service. */
export function addressFor(service: Service, dnsCapture: boolean): string | undefined {
  return service.address ?? (dnsCapture ? service.autoAddress : undefined);
}

/** The port with a number. Undefined if there is none. */
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

/** Ports on which istiod does not detect the protocol by default: SMTP, DNS, MySQL, MongoDB. */
const SERVER_FIRST_PORTS = new Set([25, 53, 3306, 27017]);

const APP_PROTOCOLS: ReadonlyMap<string, string> = new Map([['kubernetes.io/h2c', 'HTTP2'], ['kubernetes.io/ws', 'HTTP'], ['kubernetes.io/wss', 'HTTPS']]);

function kubernetesPort(value: unknown): DeclaredPort[] {
  const port = recordOf(value);
  const number = portNumberOf(port.port);
  if (number === undefined) { return []; }
  if (port.protocol === 'UDP') { return [toPort(number, 'UDP')]; }
  const name = textOf(port.appProtocol) ?? textOf(port.name) ?? '';
  const declared = APP_PROTOCOLS.get(name) ?? (name.toLowerCase().startsWith('grpc-web') ? 'GRPC-WEB' : normalizeProtocol(name.split('-')[0]));
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
  // The status of an applied object contains its allocated addresses.
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
