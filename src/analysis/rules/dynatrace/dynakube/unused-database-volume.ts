import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { databasesOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const unusedDatabaseVolume: ObjectRule = {
  name: 'dynakube/unused-database-volume',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, volumes, volumeMounts } of databasesOf(spec)) {
      for (const [position, { name }] of volumes.entries()) {
        if (volumeMounts.some(mount => mount.name === name)) { continue; }
        yield `'${path}.volumes[${position}]' must be mounted by 'volumeMounts', got ${quote(name)}; mount it, or remove it`;
      }
    }
  }),
};
