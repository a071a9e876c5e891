import type { MeshModel } from '../mesh-model';
import type { Service } from '../service';
import { DATAPLANE_MODE, isGatewayPod, sidecarInjectionOf } from './sidecar-injection';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, listOf, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { meetsLabelSelector } from '../../base/label-selector';
import { Labels, labelsOf, NAMESPACE_NAME } from '../../base/labels';
import { describeRef, refOf } from '../../base/object-ref';
import { isIstioAtLeast } from '../../settings/istio-version';
import { cidrContains, parseCidr } from '../../syntax/addresses';
import { cappedExposure, isExposedTo } from '../exposure';
import type { MeshWorkload } from '../workload';

/** Annotation of pods by which ztunnel answers their DNS queries, or does not. */
const DNS_CAPTURE = 'ambient.istio.io/dns-capture';

export const USE_WAYPOINT = 'istio.io/use-waypoint';
const USE_WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';

/** The value of a label that overrides the waypoint of the namespace with none. */
const NO_WAYPOINT = 'none';

/**
 * Whether ztunnel, and no sidecar, takes the connections of a workload's pods. The labels of pods override those of their namespace; a pod with a sidecar is
 * left out.
 */
export function isAmbient(model: MeshModel, workload: Pick<MeshWorkload, 'namespace' | 'labels' | 'annotations' | 'hostNetwork'>): boolean {
  const { namespace, labels, annotations, hostNetwork } = workload;
  const namespaceLabels = model.namespaceLabels.get(namespace);
  return (labels[DATAPLANE_MODE] ?? namespaceLabels?.[DATAPLANE_MODE]) === 'ambient' && !hostNetwork && !isGatewayPod(annotations) && namespace !== 'kube-system'
    && sidecarInjectionOf(workload, namespaceLabels) === 'no';
}

/** Whether ztunnel answers the DNS queries of a pod in ambient mode. The installation can turn that off for all pods, which no object tells. */
export function ztunnelCapturesDns({ settings }: MeshModel, annotations: Labels): boolean {
  const own = annotations[DNS_CAPTURE];
  return own === undefined ? isIstioAtLeast(settings.istioVersion, '1.25') : own === 'true';
}

/** Whether ztunnel knows a service for clients in a namespace. It ignores `exportTo`; only `serviceEntryVisibility` hides entries from it. */
export function isKnownToZtunnel({ settings, namespaceLabels }: MeshModel, { isKubernetes, namespace }: Service, client: string): boolean {
  if (isKubernetes || !settings.serviceEntryVisibility || !isIstioAtLeast(settings.istioVersion, '1.31')) { return true; }
  const cap = { ...settings.serviceEntryVisibility, applyToSidecars: true };
  return isExposedTo(cappedExposure({ everywhere: true, namespaces: new Set() }, cap, namespace, namespaceLabels.get(namespace) ?? {}), client);
}

/**
 * The services that ztunnel can mean by an address, for clients in a namespace. Those of the client's namespace come first, and an address before a range. Since Istio 1.30,
 * it knows ranges.
 */
export function knownToZtunnelAt(model: MeshModel, ip: string, client: string): readonly Service[] {
  const isKnown = (service: Service): boolean => isKnownToZtunnel(model, service, client);
  const exact = ofNamespaceOrAll(model.servicesAt(ip).filter(isKnown), client);
  if (exact.length > 0 || !isIstioAtLeast(model.settings.istioVersion, '1.30')) { return exact; }
  const ranges = model.once('services with a range of addresses', () => model.services.flatMap(service => {
    const range = service.address === undefined ? undefined : parseCidr(service.address);
    return range ? [{ service, range, namespace: service.namespace }] : [];
  }));
  const around = ofNamespaceOrAll(ranges.filter(({ service, range }) => cidrContains(range, ip) && isKnown(service)), client);
  const longest = around.reduce((most, { range }) => Math.max(most, range.prefix), 0);
  return around.filter(({ range }) => range.prefix === longest).map(({ service }) => service);
}

function ofNamespaceOrAll<T extends { readonly namespace: string }>(all: readonly T[], namespace: string): readonly T[] {
  const own = all.filter(each => each.namespace === namespace);
  return own.length > 0 ? own : all;
}

/** The other entries with the host of an entry. */
export function otherEntriesOf(model: MeshModel, { host, ref }: Service): Service[] {
  const own = describeRef(ref);
  return model.servicesOf(host).filter(other => !other.isKubernetes && describeRef(other.ref) !== own);
}

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

/** The Gateway of the Kubernetes Gateway API with the name of a waypoint; undefined if it is not among the objects. */
export function gatewayOfWaypoint(model: MeshModel, { namespace, name }: Waypoint): KubernetesObject | undefined {
  return model.onceForAllOrders('Gateways of the Gateway API', () => new Map(model.objects.flatMap((object, index) => {
    if (!isRecord(object) || groupKindOf(object) !== 'gateway.networking.k8s.io/Gateway') { return []; }
    const ref = refOf(object, index);
    return [[`${ref.namespace}/${ref.name}`, object] as const];
  }))).get(`${namespace}/${name}`);
}

/**
 * Whether a waypoint accepts services of a namespace. Without `allowedRoutes`, these are the services of its own namespace. Undefined if labels of the namespace decide
 * that are not among the objects.
 */
export function acceptsServicesOf(model: MeshModel, gateway: KubernetesObject, waypoint: Waypoint, namespace: string): boolean | undefined {
  const listener = listOf(recordOf(gateway.spec).listeners).map(recordOf).find(({ protocol, port }) => protocol === 'HBONE' && port === 15008);
  const { from, selector } = recordOf(recordOf(recordOf(listener).allowedRoutes).namespaces);
  if (from === 'All') { return true; }
  if (from !== 'Selector') { return namespace === waypoint.namespace; }
  const labels = model.namespaceLabels.get(namespace);
  const { matchLabels, matchExpressions } = recordOf(selector);
  const keys = [...Object.keys(recordOf(matchLabels)), ...listOf(matchExpressions).map(each => recordOf(each).key)];
  return labels || keys.every(key => key === NAMESPACE_NAME) ? meetsLabelSelector(selector, { ...labels, [NAMESPACE_NAME]: namespace }) : undefined;
}

/** Whether a waypoint takes connections to pods and to endpoints of entries, and not only those to services. */
export function takesWorkloads(gateway: KubernetesObject): boolean {
  return ['workload', 'all'].includes(trafficOf(gateway));
}

/** Whether a waypoint takes connections to services, and not only those to pods. */
export function servesServices(gateway: KubernetesObject): boolean {
  return ['service', 'all'].includes(trafficOf(gateway));
}

/** What a waypoint takes connections to: `service`, `workload`, `all` or `none`. */
function trafficOf(gateway: KubernetesObject): string {
  return labelsOf(gateway.metadata?.labels)['istio.io/waypoint-for'] ?? 'service';
}
