import { isRecord, recordOf } from '../../base/json';
import { quote } from '../../base/quote';

/** Faults in the keys of a selector's labels. The schema checks the values. */
export function* selectorKeyFaults(labels: Readonly<Record<string, string>> | undefined, path: string): Iterable<string> {
  for (const key of Object.keys(labels ?? {})) {
    if (key === '') { yield `'${path}' must not have an empty key; name the label`; }
    if (key.includes('*')) { yield `'${path}' must not have a wildcard, got the key ${quote(key)}; name each label, labels are compared literally`; }
  }
}

/** Whether a selector is present but has no label, so it selects everything in its namespace. */
export function isEmptySelector(selector: { readonly labels?: Readonly<Record<string, string>> } | undefined): boolean {
  return selector !== undefined && Object.keys(selector.labels ?? {}).length === 0;
}

/**
 * The warning of istiod about a `workloadSelector` without labels. Empty if it has labels or is missing.
 *
 * @param alternative what else to do than to set labels
 */
export function workloadSelectorFaults(selector: Parameters<typeof isEmptySelector>[0], alternative = 'remove it'): string[] {
  return isEmptySelector(selector) ? [`'spec.workloadSelector' selects every workload of the namespace, because it has no labels; set 'labels', or ${alternative}`] : [];
}

/** The warning of istiod about the `selector` of a policy without labels. Empty if it has labels or is missing. */
export function policySelectorFaults(selector: unknown): string[] {
  return isRecord(selector) && Object.keys(recordOf(selector.matchLabels)).length === 0
    ? ["'spec.selector' has no labels and selects all workloads of the namespace; set 'matchLabels', or remove it"] : [];
}
