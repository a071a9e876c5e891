import { isRecord, listOf, recordOf, textOf, textsOf } from './json';
import { Labels, selects, labelsOf } from './labels';

/** A Kubernetes label selector. */
export interface LabelSelectorSpec {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** Whether labels match a Kubernetes label selector with `matchLabels` and `matchExpressions`. An invalid selector matches nothing. */
export function meetsLabelSelector(selector: unknown, labels: Labels): boolean {
  return isRecord(selector)
    && selects(labelsOf(selector.matchLabels), labels)
    && listOf(selector.matchExpressions).every(expression => meetsExpression(recordOf(expression), labels));
}

function meetsExpression(expression: Readonly<Record<string, unknown>>, labels: Labels): boolean {
  const key = textOf(expression.key) ?? '';
  const has = Object.hasOwn(labels, key);
  switch (expression.operator) {
    case 'In': return has && textsOf(expression.values).includes(labels[key]);
    case 'NotIn': return !has || !textsOf(expression.values).includes(labels[key]);
    case 'Exists': return has;
    case 'DoesNotExist': return !has;
    default: return false;
  }
}
