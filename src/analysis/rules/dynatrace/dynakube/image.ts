import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { daemonSetMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isImageReference } from '../../../syntax/image-reference';

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
