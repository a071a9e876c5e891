import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
