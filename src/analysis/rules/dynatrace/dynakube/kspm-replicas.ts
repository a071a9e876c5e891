import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const kspmReplicas: ObjectRule = {
  name: 'dynakube/kspm-replicas',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { replicas = 1 } = spec.activeGate ?? {};
    if (isRecord(spec.kspm) && replicas > 1) {
      yield `'spec.activeGate.replicas' must be 1 with KSPM, got ${quote(replicas)}; remove it`;
    }
  }),
};
