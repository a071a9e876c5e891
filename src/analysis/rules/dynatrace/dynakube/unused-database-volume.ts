import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const unusedDatabaseVolume: ObjectRule = {
  name: 'dynakube/unused-database-volume',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const [index, { volumes = [], volumeMounts = [] }] of (spec.extensions?.databases ?? []).entries()) {
      for (const [position, { name }] of volumes.entries()) {
        if (volumeMounts.some(mount => mount.name === name)) { continue; }
        yield `'spec.extensions.databases[${index}].volumes[${position}]' must be mounted by 'volumeMounts', got ${quote(name)}; mount it, or remove it`;
      }
    }
  }),
};
