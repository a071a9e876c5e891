import { quote } from '../../base/quote';

/** Faults in the keys of a selector's labels. The schema checks the values. */
export function* selectorKeyFaults(labels: Readonly<Record<string, string>> | undefined, path: string): Iterable<string> {
  for (const key of Object.keys(labels ?? {})) {
    if (key === '') { yield `'${path}' must not have an empty key; name the label, or remove it`; }
    if (key.includes('*')) { yield `'${path}' must not have a wildcard, got the key ${quote(key)}; name each label, labels are compared literally`; }
  }
}

/** Whether a selector is present but has no label, so it selects everything in its namespace. */
export function isEmptySelector(selector: { readonly labels?: Readonly<Record<string, string>> } | undefined): boolean {
  return selector !== undefined && Object.keys(selector.labels ?? {}).length === 0;
}
