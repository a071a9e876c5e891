/** A kind that an annotation of Istio may be set on; `Any` for all kinds. */
type AnnotatedKind = 'Any' | 'AuthorizationPolicy' | 'Gateway' | 'GatewayClass' | 'Ingress' | 'Namespace' | 'Pod' | 'Service' | 'ServiceEntry' | 'WorkloadEntry';

interface KnownAnnotation {
  readonly kinds: readonly AnnotatedKind[];
  readonly isDeprecated?: true;
}

const POD: KnownAnnotation = { kinds: ['Pod'] };
const POD_DEPRECATED: KnownAnnotation = { kinds: ['Pod'], isDeprecated: true };
const SERVICE_DEPRECATED: KnownAnnotation = { kinds: ['Service'], isDeprecated: true };
const GATEWAY: KnownAnnotation = { kinds: ['Gateway'] };
const WORKLOAD_ENTRY: KnownAnnotation = { kinds: ['WorkloadEntry'] };

/** The annotations that Istio knows, except those that it writes itself. */
export const KNOWN_ANNOTATIONS: Readonly<Record<string, KnownAnnotation>> = {
  'alpha.istio.io/canonical-serviceaccounts': SERVICE_DEPRECATED,
  'alpha.istio.io/kubernetes-serviceaccounts': SERVICE_DEPRECATED,
  'ambient.istio.io/bypass-inbound-capture': POD,
  'ambient.istio.io/dns-capture': POD,
  'ambient.istio.io/redirection': POD,
  'ambient.istio.io/waypoint-inbound-binding': { kinds: ['GatewayClass', 'Gateway'] },
  'galley.istio.io/analyze-suppress': { kinds: ['Any'] },
  'gateway.istio.io/name-override': GATEWAY,
  'gateway.istio.io/service-account': GATEWAY,
  'inject.istio.io/templates': POD,
  'istio.io/autoRegistrationGroup': WORKLOAD_ENTRY,
  'istio.io/connectedAt': WORKLOAD_ENTRY,
  'istio.io/disconnectedAt': WORKLOAD_ENTRY,
  'istio.io/dry-run': { kinds: ['AuthorizationPolicy'] },
  'istio.io/reroute-virtual-interfaces': POD,
  'istio.io/use-waypoint-canary-weight': { kinds: ['Service', 'ServiceEntry', 'Namespace'] },
  'istio.io/workloadController': WORKLOAD_ENTRY,
  'kubernetes.io/ingress.class': { kinds: ['Ingress'] },
  'networking.istio.io/exportTo': { kinds: ['Service'] },
  'networking.istio.io/service-type': GATEWAY,
  'networking.istio.io/traffic-distribution': { kinds: ['Namespace', 'Service', 'ServiceEntry'] },
  'prometheus.istio.io/merge-metrics': POD,
  'proxy.istio.io/config': POD,
  'proxy.istio.io/overrides': POD,
  'readiness.status.sidecar.istio.io/applicationPorts': POD,
  'readiness.status.sidecar.istio.io/failureThreshold': POD,
  'readiness.status.sidecar.istio.io/initialDelaySeconds': POD,
  'readiness.status.sidecar.istio.io/periodSeconds': POD,
  'sidecar.istio.io/agentLogLevel': POD,
  'sidecar.istio.io/bootstrapOverride': POD,
  'sidecar.istio.io/componentLogLevel': POD,
  'sidecar.istio.io/discoveryAddress': POD_DEPRECATED,
  'sidecar.istio.io/extraStatTags': POD_DEPRECATED,
  'sidecar.istio.io/inject': POD_DEPRECATED,
  'sidecar.istio.io/interceptionMode': POD,
  'sidecar.istio.io/logLevel': POD,
  'sidecar.istio.io/nativeSidecar': POD,
  'sidecar.istio.io/proxyCPU': POD,
  'sidecar.istio.io/proxyCPULimit': POD,
  'sidecar.istio.io/proxyImage': POD,
  'sidecar.istio.io/proxyImageType': POD,
  'sidecar.istio.io/proxyMemory': POD,
  'sidecar.istio.io/proxyMemoryLimit': POD,
  'sidecar.istio.io/rewriteAppHTTPProbers': POD,
  'sidecar.istio.io/statsCompression': POD_DEPRECATED,
  'sidecar.istio.io/statsEvictionInterval': POD,
  'sidecar.istio.io/statsFlushInterval': POD,
  'sidecar.istio.io/statsHistogramBins': POD,
  'sidecar.istio.io/statsHistogramBuckets': POD,
  'sidecar.istio.io/statsInclusionPrefixes': POD_DEPRECATED,
  'sidecar.istio.io/statsInclusionRegexps': POD_DEPRECATED,
  'sidecar.istio.io/statsInclusionSuffixes': POD_DEPRECATED,
  'sidecar.istio.io/userVolume': POD,
  'sidecar.istio.io/userVolumeMount': POD,
  'status.sidecar.istio.io/port': POD,
  'topology.istio.io/controlPlaneClusters': { kinds: ['Namespace'] },
  'traffic.istio.io/nodeSelector': { kinds: ['Service'] },
  'traffic.sidecar.istio.io/excludeInboundPorts': POD,
  'traffic.sidecar.istio.io/excludeInterfaces': POD,
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': POD,
  'traffic.sidecar.istio.io/excludeOutboundPorts': POD,
  'traffic.sidecar.istio.io/includeInboundPorts': POD,
  'traffic.sidecar.istio.io/includeOutboundIPRanges': POD,
  'traffic.sidecar.istio.io/includeOutboundPorts': POD,
  'traffic.sidecar.istio.io/kubevirtInterfaces': POD_DEPRECATED,
};

/** Annotations that Istio writes itself. They cause no findings. */
const WRITTEN_BY_ISTIO = new Set(['sidecar.istio.io/status', 'gateway.istio.io/controller-version', 'istio.io/rev']);

/** Whether an annotation belongs to Istio. */
export function isOfIstio(annotation: string): boolean {
  return (annotation === 'kubernetes.io/ingress.class' || annotation.split('/')[0].endsWith('istio.io')) && !WRITTEN_BY_ISTIO.has(annotation);
}

/** The definition of an annotation; undefined if Istio doesn't know it. */
export function knownAnnotation(annotation: string): KnownAnnotation | undefined {
  return Object.hasOwn(KNOWN_ANNOTATIONS, annotation) ? KNOWN_ANNOTATIONS[annotation] : undefined;
}

/** Whether an annotation may be set on an object of a kind. */
export function isAllowedOn(known: KnownAnnotation, kind: string): boolean {
  return known.kinds.some(each => each === 'Any' || each === kind);
}
