import { annotationFaults } from './annotation-faults';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

export const invalidValueInTemplate: ObjectRule = {
  name: 'annotations/invalid-value-in-template',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: TEMPLATED_KINDS,
  check: (object, settings) => annotationFaults(podAnnotations(object), settings.istioVersion).map(fault => `${fault}; correct it, otherwise the injector rejects the pods`),
};
