import { quote } from '../../analysis/base/quote';
import { checkKey, checkLabelValue, renderLabels } from '../../core/labels';
import { listOrNothing, setOrNothing, structOrNothing } from '../../core/non-empty';

/** How a requirement of a selector compares a label with values. */
export enum LabelSelectorOperator {
  /** The object has the label with one of the values. */
  IN = 'In',
  /** The object does not have the label, or has it with another value. */
  NOT_IN = 'NotIn',
  /** The object has the label. */
  EXISTS = 'Exists',
  /** The object does not have the label. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** A requirement of a selector for one label. */
export interface LabelSelectorRequirement {
  /** Key of the label. */
  readonly key: string;

  /** How the label is compared with the values. */
  readonly operator: LabelSelectorOperator;

  /**
   * The values: required for `IN` and `NOT_IN`, not allowed for the other operators.
   *
   * @default - no values
   */
  readonly values?: string[];
}

/**
 * Selects objects by their labels. An object must meet all requirements; a selector without any selects all objects.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface LabelSelector {
  /**
   * Labels that the object must have.
   *
   * @default - no labels are required
   */
  readonly matchLabels?: { [key: string]: string };

  /**
   * Requirements for the labels of the object.
   *
   * @default - no requirements
   */
  readonly matchExpressions?: LabelSelectorRequirement[];
}

/** A selector as in the L1. */
export interface LabelSelectorSpec {
  readonly matchLabels?: { [key: string]: string };
  readonly matchExpressions?: { readonly key: string; readonly operator: string; readonly values?: string[] }[];
}

/**
 * Renders a selector as it is in the manifest; undefined if it has no requirement, which also selects all objects.
 *
 * @throws if the API server would reject it
 */
export function renderLabelSelector(prop: string, selector: LabelSelector | undefined): LabelSelectorSpec | undefined {
  return selector && structOrNothing({
    matchLabels: renderLabels(`${prop}.matchLabels`, selector.matchLabels),
    matchExpressions: listOrNothing(selector.matchExpressions?.map(requirement => renderRequirement(`${prop}.matchExpressions`, requirement))),
  });
}

function renderRequirement(prop: string, { key, operator, values }: LabelSelectorRequirement) {
  checkKey(prop, key);
  values?.forEach(value => checkLabelValue(prop, value));
  const needsValues = operator === LabelSelectorOperator.IN || operator === LabelSelectorOperator.NOT_IN;
  if (needsValues !== (listOrNothing(values) !== undefined)) {
    const rule = needsValues ? `needs values for "${operator}"` : `must not have values for "${operator}"`;
    throw new Error(`'${prop}' ${rule}, got ${quote(values ?? [])} for the key ${quote(key)}`);
  }
  return { key, operator, values: setOrNothing(values) };
}
