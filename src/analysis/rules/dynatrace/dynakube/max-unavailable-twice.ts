import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { featureFlag } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const maxUnavailableTwice: ObjectRule = {
  name: 'dynakube/max-unavailable-twice',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    const { classicFullStack, cloudNativeFullStack, hostMonitoring } = spec.oneAgent ?? {};
    const updates = [classicFullStack, cloudNativeFullStack, hostMonitoring, spec.templates?.logMonitoring];
    if (featureFlag(annotations, 'oneagent-max-unavailable') !== undefined && updates.some(part => isRecord(part?.rollingUpdate))) {
      yield "'metadata.annotations[\"feature.dynatrace.com/oneagent-max-unavailable\"]' should not be set together with 'rollingUpdate', which sets the same limit; remove the annotation";
    }
  }),
};
