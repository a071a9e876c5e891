import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { databasesOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostPathVolume: ObjectRule = {
  name: 'dynakube/host-path-volume',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path, volumes } of databasesOf(spec)) {
      for (const { name } of volumes.filter(({ hostPath }) => isRecord(hostPath))) {
        yield `'${path}.volumes' should not have hostPath volumes, which OpenShift forbids, got ${quote(name)}; use another kind of volume`;
      }
    }
  }),
};
