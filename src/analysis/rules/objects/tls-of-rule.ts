import { portPolicies } from './destination-rule-spec';
import type { MeshObject } from './mesh-objects';
import { recordOf, textOf } from '../../base/json';
import { fieldSites } from '../shared/site';

/** The TLS modes of a DestinationRule, by port number; undefined means all other ports. */
export function tlsModes({ spec }: MeshObject): ReadonlyMap<number | undefined, string> {
  const modes = new Map<number | undefined, string>();
  for (const policy of fieldSites({ path: 'spec', value: spec }, 'trafficPolicy')) {
    for (const { value } of [policy, ...portPolicies(policy)]) {
      const { number } = recordOf(value.port);
      const mode = textOf(recordOf(value.tls).mode);
      if (mode !== undefined) { modes.set(typeof number === 'number' ? number : undefined, mode); }
    }
  }
  return modes;
}
