import { base64Bytes, latin1Text } from '../../base/bytes';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject } from '../../base/json';
import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import { ANY_KIND, ObjectRule } from '../../findings/rule';

const TOKEN = /dt0[a-z][0-9]{2}\.[A-Z0-9]{8}/;

/** Fields with base64-encoded data, by kind. */
const ENCODED: Readonly<Record<string, string>> = { Secret: 'data', ConfigMap: 'binaryData' };

export const dynatraceToken: ObjectRule = {
  name: 'kubernetes/dynatrace-token',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [ANY_KIND],
  * check(object) {
    const kind = groupKindOf(object);
    const encoded = Object.hasOwn(ENCODED, kind) ? ENCODED[kind] : undefined;
    if (encoded === undefined && !hasToken(object)) { return; }
    for (const path of tokenPaths(object, '', encoded)) {
      yield `'${path}' contains what looks like a Dynatrace token; revoke it, keep tokens in a vault, and refer to their Secret by name`;
    }
  },
};

/** Whether a string or field name contains a token. Nearly no object does, and the answer needs no paths. */
function hasToken(value: unknown): boolean {
  if (typeof value === 'string') { return TOKEN.test(value); }
  if (typeof value !== 'object' || value === null) { return false; }
  return Array.isArray(value) ? value.some(hasToken) : Object.keys(value).some(name => TOKEN.test(name) || hasToken((value as JsonObject)[name]));
}

/** Paths of the strings and field names that contain a token. No path shows the token. */
function* tokenPaths(value: unknown, path: string, encoded?: string): Iterable<string> {
  if (typeof value === 'string') {
    if (TOKEN.test(value)) { yield path; }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) { yield* tokenPaths(item, `${path}[${index}]`); }
  } else if (isRecord(value)) {
    for (const [name, field] of Object.entries(value)) {
      const inner = /^[A-Za-z_][\w-]*$/.test(name) ? `${path}${path === '' ? '' : '.'}${name}` : `${path}[${quote(name)}]`;
      if (TOKEN.test(name)) { yield `${inner}`; }
      yield* tokenPaths(field, inner);
      if (name === encoded && isRecord(field)) {
        for (const [key, text] of Object.entries(field)) {
          if (typeof text === 'string' && TOKEN.test(latin1Text(base64Bytes(text)))) { yield `${inner}[${quote(key)}]`; }
        }
      }
    }
  }
}
