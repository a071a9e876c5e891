import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { monitorsKubernetes } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const kspmWithoutMonitoring: ObjectRule = {
  name: 'dynakube/kspm-without-monitoring',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* (dynakube) {
    if (isRecord(dynakube.spec.kspm) && !monitorsKubernetes(dynakube)) {
      yield "'spec.kspm' needs \"kubernetes-monitoring\" in 'spec.activeGate.capabilities', and the feature flag automatic-kubernetes-api-monitoring must not be off; add the capability, or remove the flag";
    }
  }),
};
