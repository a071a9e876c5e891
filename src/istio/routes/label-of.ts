import { createHash } from 'node:crypto';

/** A DNS label of at most 63 characters, as Istio requires it for the names of Gateways and subsets. */
export function labelOf(...parts: readonly string[]): string {
  const label = parts.join('-').replace(/\./g, '-');
  return label.length <= 63 ? label : `${label.slice(0, 54)}-${createHash('sha256').update(label).digest('hex').slice(0, 8)}`;
}
