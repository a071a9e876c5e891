import { isOfIstio, knownAnnotation, isAllowedOn } from './known-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ANALYZED_KINDS, ownAnnotations } from '../../objects/annotated';

export const misplaced: ObjectRule = {
  name: 'annotations/misplaced',
  severity: Severity.WARNING,
  upstream: 'IST0107',
  kinds: ANALYZED_KINDS,
  * check(object) {
    for (const name of Object.keys(ownAnnotations(object)).filter(isOfIstio)) {
      const known = knownAnnotation(name);
      if (!known || isAllowedOn(known, object.kind)) { continue; }
      const belongs = known.kinds.includes('Pod') && object.kind === 'Deployment' ? 'move it to \'spec.template.metadata.annotations\'' : 'move it to such an object';
      yield `'${name}' has no effect on a ${object.kind}, only on ${known.kinds.join(', ')}; ${belongs}`;
    }
  },
};
