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
    // Operator 1.11 finds the image in the public registry, whose use hangs on a token that nobody sees here.
    const isNeeded = (isRecord(spec.telemetryIngest) || hasPrometheus(spec)) && !isOperatorAtLeast(operatorVersionOf(settings), '1.11');
    if (isNeeded && !namesImage(spec.templates?.otelCollector?.imageRef)) {
      yield "'spec.templates.otelCollector.imageRef' must have a repository and a tag or digest with telemetryIngest or Prometheus extensions: the operator has no image of the collector before 1.11; name one";
    }
  }),
};
