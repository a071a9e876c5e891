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
      yield "'spec.kspm' needs 'spec.activeGate.capabilities' with \"kubernetes-monitoring\", and the feature flag automatic-kubernetes-api-monitoring not off; add the capability";
    }
  }),
};
