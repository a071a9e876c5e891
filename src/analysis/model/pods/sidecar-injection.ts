import type { Labels } from '../../base/labels';
import type { MeshModel } from '../mesh-model';
import type { MeshWorkload } from '../workload';

/** Label of pods, and older annotation, that turns injection of a sidecar on or off. */
export const SIDECAR_INJECT = 'sidecar.istio.io/inject';

/** Whether a pod gets a sidecar. `maybe` if this depends on the cluster: on the labels of a namespace, or on a mesh that injects everywhere. */
export type SidecarInjection = 'yes' | 'no' | 'maybe';

/** Label of namespaces that turns injection of sidecars on or off, before all other labels. */
export const NAMESPACE_INJECTION = 'istio-injection';
/** Label of namespaces and pods with the revision of Istio that injects their proxies. */
export const REVISION = 'istio.io/rev';
/** Label of namespaces and pods with the data plane that takes their connections. */
export const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Annotation of pods with the templates by which Istio injects a proxy, instead of the template of a sidecar. */
const TEMPLATES = 'inject.istio.io/templates';

/** Namespaces that the injector ignores. */
const NEVER_INJECTED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** Whether Istio injects the proxy of a gateway into a pod. The pod is then the proxy: nothing redirects its connections. */
export function isGatewayPod(annotations: Labels): boolean {
  return (annotations[TEMPLATES] ?? '').split(',').some(template => template.trim() === 'gateway');
}

/** Whether the pods of a workload are the proxies of a gateway: they forward connections of others, and open none of their own. */
export function isGatewayWorkload({ annotations, runsRouter = false }: Pick<MeshWorkload, 'annotations' | 'runsRouter'>): boolean {
  return runsRouter || isGatewayPod(annotations);
}

/**
 * Whether the pods of a workload get a sidecar.
 *
 * @param namespaceLabels labels of the workload's namespace; undefined if they are unknown
 */
export function sidecarInjectionOf(workload: Pick<MeshWorkload, 'namespace' | 'labels' | 'annotations' | 'hostNetwork'>, namespaceLabels: Labels | undefined): SidecarInjection {
  const { namespace, labels, annotations, hostNetwork } = workload;
  if (hostNetwork || isGatewayPod(annotations) || NEVER_INJECTED.has(namespace) || (labels[SIDECAR_INJECT] ?? annotations[SIDECAR_INJECT]) === 'false') { return 'no'; }
  // If the namespace has this label, the revision and the labels of the pods do not count.
  if (namespaceLabels && Object.hasOwn(namespaceLabels, NAMESPACE_INJECTION)) { return namespaceLabels[NAMESPACE_INJECTION] === 'enabled' ? 'yes' : 'no'; }
  if (namespaceLabels && Object.hasOwn(namespaceLabels, REVISION)) { return 'yes'; }
  // Only labels, not annotations, make the API server call the injector for a pod.
  if (labels[SIDECAR_INJECT] === 'true' || Object.hasOwn(labels, REVISION)) { return 'yes'; }
  return labels[DATAPLANE_MODE] === 'ambient' || namespaceLabels?.[DATAPLANE_MODE] === 'ambient' ? 'no' : 'maybe';
}

/** Whether a workload is checked as one with a sidecar. If this is unknown, it is, because a sidecar allows less egress. */
export function mayHaveSidecar(model: MeshModel, workload: MeshWorkload): boolean {
  return sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)) !== 'no';
}
