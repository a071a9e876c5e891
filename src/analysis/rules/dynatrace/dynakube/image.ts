import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { daemonSetMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { isImageReference } from '../../../image-reference';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const image: ObjectRule = {
  name: 'dynakube/image',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options } = daemonSetMode(spec) ?? {};
    const images = { 'spec.activeGate.image': spec.activeGate?.image, [`spec.oneAgent.${mode}.image`]: options?.image };
    for (const [path, reference] of Object.entries(images)) {
      if (reference && !isImageReference(reference)) {
        yield `'${path}' must be an image reference such as "registry.example.com/dynatrace/oneagent:1.283.132", in lower case, got ${quote(reference)}`;
      }
    }
  }),
};
