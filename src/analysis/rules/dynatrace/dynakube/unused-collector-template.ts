import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { hasPrometheus } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

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
