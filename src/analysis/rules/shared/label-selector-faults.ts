import type { LabelSelectorSpec } from '../../base/label-selector';
import { quote, quoteAll } from '../../base/quote';
import { isLabelKey, isLabelValue } from '../../syntax/label-syntax';

/** A fault that makes a selector invalid. */
export interface SelectorFault {
  /** Path of the fault in the selector. */
  readonly path: string;
  /** Text that follows the path. */
  readonly text: string;
}

const KEY_RULE = 'must be a label key such as "app" or "example.com/app"';
const VALUE_RULE = 'must consist of letters, digits, "-", "_" and ".", 63 characters at most';

/** Operators, and whether they require values. */
const OPERATORS: Readonly<Record<string, boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

/** Faults that Kubernetes finds in a label selector. */
export function* labelSelectorFaults(selector: LabelSelectorSpec | undefined): Iterable<SelectorFault> {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) {
    const path = `.matchLabels[${quote(key)}]`;
    if (!isLabelKey(key)) { yield { path, text: `${KEY_RULE}, got ${quote(key)}` }; }
    if (!isLabelValue(value)) { yield { path, text: `${VALUE_RULE}, got ${quote(value)}` }; }
  }
  for (const [index, { key, operator, values = [] }] of (selector?.matchExpressions ?? []).entries()) {
    const path = `.matchExpressions[${index}]`;
    if (!isLabelKey(key)) { yield { path: `${path}.key`, text: `${KEY_RULE}, got ${quote(key)}` }; }
    if (!Object.hasOwn(OPERATORS, operator)) {
      yield { path: `${path}.operator`, text: `must be one of ${quoteAll(Object.keys(OPERATORS))}, got ${quote(operator)}` };
    } else if (OPERATORS[operator] && values.length === 0) {
      yield { path: `${path}.values`, text: `must have at least one value with the operator ${operator}` };
    } else if (!OPERATORS[operator] && values.length > 0) {
      yield { path: `${path}.values`, text: `must not be set with the operator ${operator}, got ${quoteAll(values)}` };
    }
    for (const value of values.filter(each => !isLabelValue(each))) { yield { path: `${path}.values`, text: `${VALUE_RULE}, got ${quote(value)}` }; }
  }
}
