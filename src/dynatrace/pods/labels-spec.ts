import { quote } from '../../analysis/base/quote';
import { isLabelKey, isLabelValue } from '../../analysis/syntax/label-syntax';
import { mapOrNothing } from '../../core/non-empty';

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
    throw new Error(`'${prop}' takes keys of letters, digits, '-', '_' and '.', 63 characters at most, maybe behind a DNS name and '/', got ${quote(key)}`);
  }
}

/** @throws if the text can't be a value of a label */
export function checkLabelValue(prop: string, value: string): void {
  if (!isLabelValue(value)) {
    throw new Error(`'${prop}' takes values of letters, digits, '-', '_' and '.', 63 characters at most, got ${quote(value)}`);
  }
}
