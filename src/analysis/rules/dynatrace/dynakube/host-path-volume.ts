import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostPathVolume: ObjectRule = {
  name: 'dynakube/host-path-volume',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const [index, { volumes = [] }] of (spec.extensions?.databases ?? []).entries()) {
      for (const { name } of volumes.filter(({ hostPath }) => isRecord(hostPath))) {
        yield `'spec.extensions.databases[${index}].volumes' should not have hostPath volumes, which OpenShift forbids, got ${quote(name)}; use another kind of volume`;
      }
    }
  }),
};
