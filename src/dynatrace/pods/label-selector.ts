import { quote } from '../../analysis/base/quote';
import { isLabelKey, isLabelValue } from '../../analysis/syntax/label-syntax';
import { structOrNothing, listOrNothing, mapOrNothing } from '../../core/non-empty';

/** How a requirement of a selector compares a label with its values. */
export enum LabelSelectorOperator {
  /** The label is there and has one of the values. */
  IN = 'In',
  /** The label is not there, or has none of the values. */
  NOT_IN = 'NotIn',
  /** The label is there. */
  EXISTS = 'Exists',
  /** The label is not there. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** What a selector asks of one label. */
export interface LabelSelectorRequirement {
  /** Key of the label. */
  readonly key: string;

  /** How the label is compared with the values. */
  readonly operator: LabelSelectorOperator;

  /**
   * The values; needed by `IN` and `NOT_IN`, refused by the others.
   *
   * @default - none
   */
  readonly values?: string[];
}

/**
 * Selects objects by their labels. All that it asks for must be met; one that asks for nothing selects everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface LabelSelector {
  /**
   * Labels that the object must have.
   *
   * @default - none
   */
  readonly matchLabels?: { [key: string]: string };

  /**
   * Requirements that labels of the object must meet.
   *
   * @default - none
   */
  readonly matchExpressions?: LabelSelectorRequirement[];
}

/** A selector in the form of the L1. */
export interface LabelSelectorSpec {
  readonly matchLabels?: { [key: string]: string };
  readonly matchExpressions?: { readonly key: string; readonly operator: string; readonly values?: string[] }[];
}

/**
 * A selector in the manifest's form; nothing if it asks for nothing, which selects everything too.
 *
 * @throws if it can't be met, or read, by any API server
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
    const rule = needsValues ? `needs values for "${operator}"` : `takes no values for "${operator}"`;
    throw new Error(`'${prop}' ${rule}, got ${quote(values ?? [])} for the key ${quote(key)}`);
  }
  return { key, operator, values: listOrNothing(values) };
}

/**
 * Labels, or what has the syntax of labels; nothing if there are none.
 *
 * @throws if a key or value can't be one of a label
 */
export function renderLabels(prop: string, labels: { readonly [key: string]: string } | undefined): { [key: string]: string } | undefined {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkKey(prop, key);
    checkLabelValue(prop, value);
  }
  return mapOrNothing(labels);
}

/**
 * Annotations; nothing if there are none.
 *
 * @throws if a key can't be one of an annotation
 */
export function renderAnnotations(prop: string, annotations: { readonly [key: string]: string } | undefined): { [key: string]: string } | undefined {
  Object.keys(annotations ?? {}).forEach(key => checkKey(prop, key));
  return mapOrNothing(annotations);
}

/** @throws if the text can't be a key of a label */
export function checkKey(prop: string, key: string): void {
  if (!isLabelKey(key)) {
    throw new Error(`'${prop}' accepts keys of letters, digits, '-', '_' and '.', at most 63 characters, optionally prefixed with a DNS name and '/', got ${quote(key)}`);
  }
}

/** @throws if the text can't be a value of a label */
export function checkLabelValue(prop: string, value: string): void {
  if (!isLabelValue(value)) {
    throw new Error(`'${prop}' accepts values of letters, digits, '-', '_' and '.', at most 63 characters, got ${quote(value)}`);
  }
}
