import { quote } from '../../analysis/base/quote';
import { isKubernetesName } from '../../analysis/syntax/hosts';

const TOKEN = /dt0[a-z][0-9]{2}\./i;

/** Whether a text contains what looks like a Dynatrace token, or like the beginning of one. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Checks the name of an object that a property refers to, such as a Secret.
 *
 * @throws if the name is not valid for an object. The message does not quote what looks like a token.
 */
export function objectName(prop: string, kind: 'Secret' | 'ConfigMap' | 'ServiceAccount', name: string): string;
export function objectName(prop: string, kind: 'Secret' | 'ConfigMap' | 'ServiceAccount', name: string | undefined): string | undefined;
export function objectName(prop: string, kind: string, name: string | undefined): string | undefined {
  if (name === undefined) { return undefined; }
  if (looksLikeToken(name)) {
    throw new Error(`'${prop}' must be the name of a ${kind}, got what looks like a Dynatrace token; put the token into a Secret and pass its name`);
  }
  if (!isKubernetesName(name)) {
    throw new Error(`'${prop}' must be the name of a ${kind}: lower-case letters, digits, '-' and '.', 253 characters at most, got ${quote(name)}`);
  }
  return name;
}
