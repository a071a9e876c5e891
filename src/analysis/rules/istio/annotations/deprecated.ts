import { ANALYZED_KINDS, ownAnnotations } from './annotated';
import { isOfIstio, knownAnnotation } from './known-annotations';
import { Severity } from '../../../finding';
import { labelsOf } from '../../../labels';
import type { ObjectRule } from '../../../rule';

const INJECT = 'sidecar.istio.io/inject';

export const deprecated: ObjectRule = {
  name: 'annotations/deprecated',
  severity: Severity.INFO,
  upstream: 'IST0135',
  kinds: ANALYZED_KINDS,
  * check(object) {
    const labels = labelsOf(object.metadata?.labels);
    for (const name of Object.keys(ownAnnotations(object)).filter(isOfIstio)) {
      if (!knownAnnotation(name)?.isDeprecated) { continue; }
      // Whoever sets both wants to serve old versions too.
      if (name === INJECT && Object.hasOwn(labels, INJECT)) { continue; }
      yield `'${name}' is deprecated${name === INJECT ? ', use the label of the same name' : ''}`;
    }
  },
};
