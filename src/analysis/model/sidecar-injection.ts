import type { MeshModel } from './mesh-model';
import type { MeshWorkload } from './workload';
import type { Labels } from '../base/labels';

/** Label of pods, and their older annotation, that asks for a sidecar or refuses it. */
export const SIDECAR_INJECT = 'sidecar.istio.io/inject';

/** `maybe` where the manifests leave it to the cluster: the labels of a namespace, or a mesh that injects everywhere. */
export type SidecarInjection = 'yes' | 'no' | 'maybe';

const NAMESPACE_INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** Namespaces of Kubernetes that the injector passes over. */
const NEVER_INJECTED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/**
 * Whether the pods of a workload get a sidecar.
 *
 * @param namespaceLabels labels of the workload's namespace; undefined if they are not known
 */
export function sidecarInjectionOf(workload: Pick<MeshWorkload, 'namespace' | 'labels' | 'annotations' | 'hostNetwork'>, namespaceLabels: Labels | undefined): SidecarInjection {
  const { namespace, labels, annotations, hostNetwork } = workload;
  if (hostNetwork || NEVER_INJECTED.has(namespace) || (labels[SIDECAR_INJECT] ?? annotations[SIDECAR_INJECT]) === 'false') { return 'no'; }
  // With this label on the namespace, neither a revision nor the pods are asked.
  if (namespaceLabels && Object.hasOwn(namespaceLabels, NAMESPACE_INJECTION)) { return namespaceLabels[NAMESPACE_INJECTION] === 'enabled' ? 'yes' : 'no'; }
  if (namespaceLabels && Object.hasOwn(namespaceLabels, REVISION)) { return 'yes'; }
  // Only labels bring a pod before the injector.
  if (labels[SIDECAR_INJECT] === 'true' || Object.hasOwn(labels, REVISION)) { return 'yes'; }
  return namespaceLabels?.[DATAPLANE_MODE] === 'ambient' ? 'no' : 'maybe';
}

/** Whether a workload is to be judged as one with a sidecar: where no manifest says, it has one, which lets out less. */
export function mayHaveSidecar(model: MeshModel, workload: MeshWorkload): boolean {
  return sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace)) !== 'no';
}
