import { featureFlag, isFeatureOn, parseBoolean, parseTexts } from './dynatrace-feature-flags';
import { INJECTION_ANNOTATIONS } from './injection-annotations';
import { isRecord, recordOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { meetsLabelSelector } from '../base/label-selector';
import { Labels, labelsOf } from '../base/labels';
import type { MeshWorkload } from '../model/workload';
import { re2Matcher } from '../syntax/re2/re2-matcher';

/** Whether the Dynatrace operator injects code modules into pods; `unknown` if that depends on labels of a namespace that are not known. */
export type Injection = 'yes' | 'no' | 'unknown';

/** The OneAgent modes whose code modules run inside application pods. */
export const APPLICATION_MODES = ['applicationMonitoring', 'cloudNativeFullStack'] as const;

/** Namespaces that the operator ignores by default, in addition to its own namespace. */
export const IGNORED_NAMESPACES: readonly string[] = ['^kube-.*', '^openshift(-.*)?', '^gke-.*', '^gmp-.*'];

const IGNORED_BY_DEFAULT = IGNORED_NAMESPACES.map(pattern => new RegExp(pattern));

/**
 * Whether a DynaKube injects code modules into the pods of a workload.
 *
 * @param namespaceLabels labels of the workload's namespace; undefined if they are not known
 */
export function injectionOf(dynakube: KubernetesObject, workload: MeshWorkload, namespaceLabels: Labels | undefined): Injection {
  const metadata = recordOf(dynakube.metadata);
  const flags = labelsOf(metadata.annotations);
  const oneAgent = recordOf(recordOf(dynakube.spec).oneAgent);
  const mode = APPLICATION_MODES.find(name => isRecord(oneAgent[name]));
  if (mode === undefined || workload.namespace === metadata.namespace || isIgnored(workload.namespace, flags) || !allowsInjection(workload, flags)) { return 'no'; }
  const { namespaceSelector } = recordOf(oneAgent[mode]);
  if (namespaceSelector === undefined) { return 'yes'; }
  if (namespaceLabels === undefined) { return 'unknown'; }
  return meetsLabelSelector(namespaceSelector, namespaceLabels) ? 'yes' : 'no';
}

/** Whether a DynaKube of which only the namespace is known injects code modules into the pods of a workload: it injects into all pods that don't opt out. */
export function injectionWithoutDynaKube(workload: MeshWorkload, operatorNamespace: string | undefined): Injection {
  return workload.namespace === operatorNamespace || isIgnored(workload.namespace, {}) || !allowsInjection(workload) ? 'no' : 'yes';
}

/** Whether the annotations of a pod allow code modules. For a missing or unreadable annotation, the default applies. */
function allowsInjection({ annotations }: Pick<MeshWorkload, 'annotations'>, flags: Labels = {}): boolean {
  if (parseBoolean(annotations[INJECTION_ANNOTATIONS.ALL]) === false) { return false; }
  // The annotation of the pod takes precedence over the flag of the DynaKube.
  return parseBoolean(annotations[INJECTION_ANNOTATIONS.ONE_AGENT]) ?? isFeatureOn(flags, 'automatic-injection', true);
}

/**
 * Whether a DynaKube never changes pods of a namespace, whatever it selects. Its own namespace is ignored too, unless the flag lists other namespaces.
 *
 * @param own namespace of the DynaKube
 */
export function isIgnoredNamespace(namespace: string, flags: Labels, own: string): boolean {
  const flag = featureFlag(flags, 'ignored-namespaces');
  return isIgnored(namespace, flags) || (namespace === own && (flag === undefined || parseTexts(flag) === undefined));
}

function isIgnored(namespace: string, flags: Labels): boolean {
  const flag = featureFlag(flags, 'ignored-namespaces');
  const patterns = flag === undefined ? undefined : parseTexts(flag);
  // The flag replaces the operator's list. A pattern that Go can't read matches nothing.
  return patterns ? patterns.some(pattern => re2Matcher(pattern)?.(namespace) === true) : IGNORED_BY_DEFAULT.some(pattern => pattern.test(namespace));
}
