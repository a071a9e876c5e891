import type { Finding } from './finding';
import { existingPart, FieldPath } from '../base/field-path';

/** Fields that show which object a finding is about, if its message names no field that the object has. */
const NAMES = ['metadata.name', 'kind'];

/**
 * The field of an object that a finding is about: the first field that the message quotes and that the object has, or the nearest field above it. Without one, the
 * name of the object. The object is the one of the finding, not a list that it is in.
 */
export function fieldOf({ message }: Pick<Finding, 'message'>, object: unknown): FieldPath {
  for (const written of [...quotedPaths(message), ...NAMES]) {
    const path = existingPart(object, written);
    if (path.length > 0) { return path; }
  }
  return [];
}

function quotedPaths(message: string): string[] {
  return [...message.matchAll(/'([^']+)'/g)].map(([, text]) => text);
}
