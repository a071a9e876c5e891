import { isOfIstio, knownAnnotation } from './known-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ANALYZED_KINDS, ownAnnotations } from '../../objects/annotated';

export const unknown: ObjectRule = {
  name: 'annotations/unknown',
  severity: Severity.WARNING,
  upstream: 'IST0108',
  kinds: ANALYZED_KINDS,
  check: object => Object.keys(ownAnnotations(object)).filter(name => isOfIstio(name) && !knownAnnotation(name))
    .map(name => `'${name}' is not an annotation of Istio and has no effect; correct its name, or remove it`),
};
