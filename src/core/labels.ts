import { mapOrNothing } from './non-empty';
import { quote } from '../analysis/base/quote';
import { isLabelKey, isLabelValue } from '../analysis/syntax/label-syntax';

/**
 * Renders labels, or a map with the syntax of labels; undefined for an empty map.
 *
 * @throws if a key or value is not valid for a label
 */
export function renderLabels(prop: string, labels: { readonly [key: string]: string } | undefined): { [key: string]: string } | undefined {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkKey(prop, key);
    checkLabelValue(prop, value);
  }
  return mapOrNothing(labels);
}

/**
 * Renders annotations; undefined for an empty map.
 *
 * @throws if a key is not valid for an annotation
 */
export function renderAnnotations(prop: string, annotations: { readonly [key: string]: string } | undefined): { [key: string]: string } | undefined {
  Object.keys(annotations ?? {}).forEach(key => checkKey(prop, key));
  return mapOrNothing(annotations);
}

/** @throws if the text is not valid as the key of a label */
export function checkKey(prop: string, key: string): void {
  if (!isLabelKey(key)) {
    throw new Error(`'${prop}' accepts keys of letters, digits, '-', '_' and '.', at most 63 characters, optionally prefixed with a DNS name and '/', got ${quote(key)}`);
  }
}

/** @throws if the text is not valid as the value of a label */
export function checkLabelValue(prop: string, value: string): void {
  if (!isLabelValue(value)) {
    throw new Error(`'${prop}' accepts values of letters, digits, '-', '_' and '.', at most 63 characters, got ${quote(value)}`);
  }
}
