import { annotationFaults } from './annotation-faults';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ownAnnotations } from '../../objects/annotated';

export const invalidValue: ObjectRule = {
  name: 'annotations/invalid-value',
  severity: Severity.WARNING,
  upstream: 'IST0125',
  kinds: ['Pod'],
  check: (object, settings) => annotationFaults(ownAnnotations(object), settings.istioVersion).map(fault => `${fault}; correct it, otherwise the injector rejects the pod`),
};
