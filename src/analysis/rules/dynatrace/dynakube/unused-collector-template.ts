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
      const fault = hasPrometheus(spec)
        ? "triggers a warning of the operator without 'spec.telemetryIngest', although Prometheus extensions use the image; disable this rule"
        : "is not used without 'spec.telemetryIngest'; remove it, or set 'spec.telemetryIngest'";
      yield `'spec.templates.otelCollector.imageRef' ${fault}`;
    }
  }),
};
