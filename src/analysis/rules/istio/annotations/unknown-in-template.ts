import { isOfIstio, knownAnnotation, isAllowedOn } from './known-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

export const unknownInTemplate: ObjectRule = {
  name: 'annotations/unknown-in-template',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: TEMPLATED_KINDS,
  * check(object) {
    for (const name of Object.keys(podAnnotations(object)).filter(isOfIstio)) {
      const known = knownAnnotation(name);
      if (!known || !isAllowedOn(known, 'Pod')) { yield `'${name}' has no effect on pods; correct its name, or remove it`; }
    }
  },
};
