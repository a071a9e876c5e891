import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const kspmReplicas: ObjectRule = {
  name: 'dynakube/kspm-replicas',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { replicas = 1 } = spec.activeGate ?? {};
    if (isRecord(spec.kspm) && replicas > 1) {
      yield `'spec.activeGate.replicas' must be 1 with KSPM, got ${quote(replicas)}; leave it out`;
    }
  }),
};
