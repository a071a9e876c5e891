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
