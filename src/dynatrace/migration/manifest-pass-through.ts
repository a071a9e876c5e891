import { isRecord, JsonObject } from '../../analysis/base/json';
import { DynaKubeSpecPassThrough } from '../dynakube/dynakube-spec-pass-through';

/** Maps of quantities, and fields that are a number or a text: the L1 has objects for their values. */
const QUANTITIES = new Set(['limits', 'requests']);
const SCALARS = new Set(['divisor', 'maxSurge', 'maxUnavailable', 'sizeLimit']);

/** Maps whose keys are the user's own. */
const MAPS = new Set(['additionalResourceAttributes', 'annotations', 'labels', 'matchLabels', 'nodeSelector', 'resourceAttributes']);

/** Fields of a manifest in the form that `DynaKube` passes through. */
export function toPassThrough(fields: JsonObject): DynaKubeSpecPassThrough {
  return wrapped(fields) as DynaKubeSpecPassThrough;
}

function wrapped(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(wrapped); }
  if (!isRecord(value)) { return value; }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => {
    if (MAPS.has(name)) { return [name, member]; }
    if (SCALARS.has(name)) { return [name, { value: member }]; }
    if (QUANTITIES.has(name) && isRecord(member)) {
      return [name, Object.fromEntries(Object.entries(member).map(([resource, quantity]) => [resource, { value: quantity }]))];
    }
    return [name, wrapped(member)];
  }));
}
