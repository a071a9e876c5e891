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
        yield `'spec.extensions.databases[${index}].volumes' should not use folders of the node, which OpenShift forbids, got the hostPath volume ${quote(name)}; take another kind of volume`;
      }
    }
  }),
};
