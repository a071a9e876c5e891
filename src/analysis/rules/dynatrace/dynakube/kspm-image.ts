import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { namesImage } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';

export const kspmImage: ObjectRule = {
  name: 'dynakube/kspm-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }, settings) {
    // Operator 1.11 has the image in the public registry. Whether it uses the registry depends on a token that this rule can't see.
    const isNeeded = isRecord(spec.kspm) && !isOperatorAtLeast(operatorVersionOf(settings), '1.11');
    if (isNeeded && !namesImage(spec.templates?.kspmNodeConfigurationCollector?.imageRef)) {
      yield "'spec.templates.kspmNodeConfigurationCollector.imageRef' must have a repository and a tag or digest with KSPM, because the operator has no default image before 1.11; set them";
    }
  }),
};
