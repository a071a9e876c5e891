import { isRecord, recordOf } from '../../base/json';
import { quote } from '../../base/quote';

/** What is wrong with the keys of a selector's labels; the values are the business of the CRD. */
export function* selectorKeyFaults(labels: Readonly<Record<string, string>> | undefined, path: string): Iterable<string> {
  for (const key of Object.keys(labels ?? {})) {
    if (key === '') { yield `'${path}' must not have an empty key, name the label or leave it out`; }
    if (key.includes('*')) { yield `'${path}' must not hold a wildcard, got the key ${quote(key)}; labels are compared as they are, name each one`; }
  }
}

/** Whether a selector is there but names no label, so that it selects everything in its namespace. */
export function isEmptySelector(selector: { readonly labels?: Readonly<Record<string, string>> } | undefined): boolean {
  return selector !== undefined && Object.keys(selector.labels ?? {}).length === 0;
}

/** What istiod warns of in the `workloadSelector` of a spec: it is there but names no label. */
export function workloadSelectorFaults(selector: Parameters<typeof isEmptySelector>[0]): string[] {
  return isEmptySelector(selector) ? ["'spec.workloadSelector' selects every workload of the namespace, for it names no label; give 'labels', or remove it"] : [];
}

/** What istiod warns of in the `selector` of a policy: it is there but names no label. */
export function policySelectorFaults(selector: unknown): string[] {
  return isRecord(selector) && Object.keys(recordOf(selector.matchLabels)).length === 0
    ? ["'spec.selector' names no labels and selects all workloads of the namespace; give 'matchLabels', or remove it"] : [];
}
