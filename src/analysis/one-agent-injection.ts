import { isRecord, recordOf } from './json';
import type { KubernetesObject } from './kubernetes-object';
import { Labels, labelsOf, meetsLabelSelector } from './labels';
import type { Workload } from './workload';

/** Whether the Dynatrace operator puts code modules into pods; `unknown` where that hangs on labels of a namespace that nobody told us. */
export type Injection = 'yes' | 'no' | 'unknown';

/** The modes of OneAgent whose code modules run inside application pods. */
const APPLICATION_MODES = ['applicationMonitoring', 'cloudNativeFullStack'] as const;

/** Namespaces that the operator leaves alone unless told otherwise; its own namespace is one more. */
const IGNORED_NAMESPACES = ['^kube-.*', '^openshift(-.*)?', '^gke-.*', '^gmp-.*'];

const FLAG_PREFIX = 'feature.dynatrace.com/';

/**
 * Whether a DynaKube has code modules put into the pods of a workload.
 *
 * @param namespaceLabels labels of the workload's namespace; undefined if they are not known
 */
export function injectionOf(dynakube: KubernetesObject, workload: Workload, namespaceLabels: Labels | undefined): Injection {
  const metadata = recordOf(dynakube.metadata);
  const flags = labelsOf(metadata.annotations);
  const oneAgent = recordOf(recordOf(dynakube.spec).oneAgent);
  const mode = APPLICATION_MODES.find(name => isRecord(oneAgent[name]));
  if (mode === undefined || workload.namespace === metadata.namespace || isIgnored(workload.namespace, flags) || !admits(workload, flags)) { return 'no'; }
  const { namespaceSelector } = recordOf(oneAgent[mode]);
  if (namespaceSelector === undefined) { return 'yes'; }
  if (namespaceLabels === undefined) { return 'unknown'; }
  return meetsLabelSelector(namespaceSelector, namespaceLabels) ? 'yes' : 'no';
}

/** The same where nothing is known of the DynaKube but its namespace: all pods get code modules that don't refuse them. */
export function injectionBySelf(workload: Workload, operatorNamespace: string | undefined): Injection {
  return workload.namespace === operatorNamespace || isIgnored(workload.namespace, {}) || !admits(workload) ? 'no' : 'yes';
}

/** Whether the annotations of a pod let code modules in. */
function admits({ annotations }: Pick<Workload, 'annotations'>, flags: Labels = {}): boolean {
  if (annotations['dynatrace.com/inject'] === 'false') { return false; }
  // The annotation of the pod wins over the flag of the DynaKube.
  const own = annotations['oneagent.dynatrace.com/inject'];
  return own === undefined ? !isFalse(flags[`${FLAG_PREFIX}automatic-injection`]) : own === 'true';
}

function isIgnored(namespace: string, flags: Labels): boolean {
  return ignoredNamespaces(flags[`${FLAG_PREFIX}ignored-namespaces`]).some(pattern => pattern.test(namespace));
}

/** The flag replaces the operator's list. What can't be read is left out. */
function ignoredNamespaces(flag: string | undefined): RegExp[] {
  let patterns: unknown = IGNORED_NAMESPACES;
  if (flag !== undefined) {
    try {
      patterns = JSON.parse(flag);
    } catch {
      patterns = IGNORED_NAMESPACES;
    }
  }
  return (Array.isArray(patterns) ? patterns : []).flatMap(pattern => {
    try {
      return typeof pattern === 'string' ? [new RegExp(pattern)] : [];
    } catch {
      return [];
    }
  });
}

function isFalse(flag: string | undefined): boolean {
  return flag !== undefined && ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(flag);
}
