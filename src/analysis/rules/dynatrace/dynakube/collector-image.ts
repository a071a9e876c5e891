import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { hasPrometheus, namesImage } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';

export const collectorImage: ObjectRule = {
  name: 'dynakube/collector-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }, settings) {
    // Operator 1.11 has the image in the public registry. Whether it uses the registry depends on a token that this rule can't see.
    const isNeeded = (isRecord(spec.telemetryIngest) || hasPrometheus(spec)) && !isOperatorAtLeast(operatorVersionOf(settings), '1.11');
    if (isNeeded && !namesImage(spec.templates?.otelCollector?.imageRef)) {
      yield "'spec.templates.otelCollector.imageRef' must have a repository and a tag or digest with telemetryIngest or Prometheus extensions, because the operator has no default image before 1.11; set them";
    }
  }),
};
