import { isDeepStrictEqual } from 'node:util';
import { isRecord, JsonObject } from '../../analysis/base/json';

/**
 * One spec of two that complement each other.
 *
 * @throws if both set one field to different values: none of them may get lost. No message quotes a value, which may be a secret.
 */
export function mergeSpecs(typed: JsonObject, passedThrough: JsonObject, path: string, kind = 'DynaKube'): JsonObject {
  const merged: Record<string, unknown> = { ...passedThrough };
  for (const [key, value] of Object.entries(typed)) {
    const other = passedThrough[key];
    if (isRecord(value) && isRecord(other)) {
      merged[key] = mergeSpecs(value, other, `${path}.${key}`, kind);
    } else if (other === undefined || isDeepStrictEqual(value, other)) {
      merged[key] = value;
    } else {
      throw new Error(`'${path}.${key}' has another value than the property of ${kind} that stands for it: leave one of them out`);
    }
  }
  return merged;
}
