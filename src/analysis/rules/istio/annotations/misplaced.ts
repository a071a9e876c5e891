import { isOfIstio, knownAnnotation, mayStandOn } from './known-annotations';
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
      if (!known || mayStandOn(known, object.kind)) { continue; }
      const belongs = known.bearers.includes('Pod') && object.kind === 'Deployment' ? 'put it into \'spec.template.metadata.annotations\'' : 'move it there';
      yield `'${name}' has no effect on a ${object.kind}, only on ${known.bearers.join(', ')}; ${belongs}`;
    }
  },
};
