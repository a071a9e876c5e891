import { isDnsLabel } from './hosts';
import { duplicatesOf } from '../base/duplicates';
import { quote } from '../base/quote';

/** What istiod finds wrong with an `exportTo`. */
export function* exportToFaults(
  /** The values of the field. */
  exportTo: readonly string[],
  /** The object's own namespace, for which `.` stands. */
  namespace: string,
  /** Whether `~`, nobody, is allowed: it is for ServiceEntries. */
  mayBeNobody: boolean,
  /** How a message calls the field. */
  path = 'spec.exportTo',
): Iterable<string> {
  const resolved = exportTo.map(value => value === '.' ? namespace : value);
  for (const twice of duplicatesOf(resolved)) {
    const both = twice === namespace && exportTo.includes('.') && exportTo.includes(twice);
    yield both
      ? `'${path}' must not hold "." and the object's own namespace ${quote(twice)}, for they are the same; remove one`
      : `'${path}' must not hold a namespace twice, got ${quote(twice === namespace && exportTo.includes('.') ? '.' : twice)}; remove one`;
  }
  for (const value of new Set(exportTo)) {
    if (value === '~' && !mayBeNobody) { yield `'${path}' takes "~" in a ServiceEntry only, got "~"; give ".", "*" or names of namespaces`; }
    if (!['.', '*', '~'].includes(value) && !isDnsLabel(value)) {
      yield `'${path}' must hold ".", "*"${mayBeNobody ? ', "~"' : ''} or names of namespaces, got ${quote(value)}`;
    }
  }
  for (const [value, meaning] of [['*', 'everybody'], ['~', 'nobody']]) {
    if (exportTo.includes(value) && new Set(exportTo).size > 1) {
      yield `'${path}' must not hold "${value}", ${meaning}, beside other values; keep "${value}" alone, or remove it`;
    }
  }
}
