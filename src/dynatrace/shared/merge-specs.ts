import { isDeepStrictEqual } from 'node:util';
import { isRecord, JsonObject } from '../../analysis/base/json';

/**
 * Merges two specs that complement each other.
 *
 * @throws if both set a field to different values, because none of them must get lost. The message does not quote the values, which could be secrets.
 */
export function mergeSpecs(typed: JsonObject, passedThrough: JsonObject, path: string, kind = 'DynaKube'): JsonObject {
  const merged: Record<string, unknown> = { ...passedThrough };
  for (const [key, value] of Object.entries(typed)) {
    const other = Object.hasOwn(passedThrough, key) ? passedThrough[key] : undefined;
    if (isRecord(value) && isRecord(other)) {
      merged[key] = mergeSpecs(value, other, `${path}.${key}`, kind);
    } else if (other === undefined || isDeepStrictEqual(value, other)) {
      merged[key] = value;
    } else {
      throw new Error(`'${path}.${key}' must not have another value than the property of ${kind} that sets the same field; leave one of them out`);
    }
  }
  return merged;
}
