import { isDnsLabel } from './hosts';
import { duplicatesOf } from '../base/duplicates';
import { quote } from '../base/quote';

/** The errors that istiod finds in an `exportTo`. */
export function* exportToFaults(
  /** The values of the field. */
  exportTo: readonly string[],
  /** The namespace of the object, which `.` means. */
  namespace: string,
  /** Whether `~` (no namespace) is allowed, as in ServiceEntries. */
  mayBeNobody: boolean,
  /** The name of the field in messages. */
  path = 'spec.exportTo',
): Iterable<string> {
  const resolved = exportTo.map(value => value === '.' ? namespace : value);
  for (const twice of duplicatesOf(resolved)) {
    const both = twice === namespace && exportTo.includes('.') && exportTo.includes(twice);
    yield both
      ? `'${path}' must not contain both "." and the object's own namespace ${quote(twice)}, which mean the same; remove one`
      : `'${path}' must not contain a namespace twice, got ${quote(twice === namespace && exportTo.includes('.') ? '.' : twice)}; remove one`;
  }
  for (const value of new Set(exportTo)) {
    if (value === '~' && !mayBeNobody) { yield `'${path}' can contain "~" in a ServiceEntry only, got "~"; use ".", "*" or names of namespaces`; }
    if (!['.', '*', '~'].includes(value) && !isDnsLabel(value)) {
      yield `'${path}' must contain only ".", "*"${mayBeNobody ? ', "~"' : ''} or names of namespaces, got ${quote(value)}`;
    }
  }
  for (const [value, meaning] of [['*', 'all namespaces'], ['~', 'no namespace']]) {
    if (exportTo.includes(value) && new Set(exportTo).size > 1) {
      yield `'${path}' must not contain "${value}" (${meaning}) together with other values; keep only "${value}", or remove it`;
    }
  }
}
