import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { hasPrometheus } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const unusedCollectorTemplate: ObjectRule = {
  name: 'dynakube/unused-collector-template',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { repository, tag, digest, pullPolicy } = spec.templates?.otelCollector?.imageRef ?? {};
    if (!isRecord(spec.telemetryIngest) && (repository || tag || digest || pullPolicy)) {
      const reason = hasPrometheus(spec)
        ? ', although Prometheus extensions use it: nothing is lost, and the rule can be turned off'
        : "; leave it out, or turn 'spec.telemetryIngest' on";
      yield `'spec.templates.otelCollector.imageRef' is taken for unused without 'spec.telemetryIngest'${reason}`;
    }
  }),
};
