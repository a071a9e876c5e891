import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { hasKubernetesMonitoringGate } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';

export const kspmReplicas: ObjectRule = {
  name: 'dynakube/kspm-replicas',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }, settings) {
    const { replicas = 1 } = spec.activeGate ?? {};
    // Since 1.11, an ActiveGate that does not monitor the cluster may have several replicas.
    const mustBeOne = hasKubernetesMonitoringGate(spec) || !isOperatorAtLeast(operatorVersionOf(settings), '1.11');
    if (isRecord(spec.kspm) && replicas > 1 && mustBeOne) {
      yield `'spec.activeGate.replicas' must be 1 with KSPM, got ${quote(replicas)}; remove it`;
    }
  }),
};
