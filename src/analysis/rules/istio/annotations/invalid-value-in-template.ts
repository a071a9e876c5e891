import { podAnnotations, TEMPLATED_KINDS } from './annotated';
import { annotationFaults } from './annotation-faults';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const invalidValueInTemplate: ObjectRule = {
  name: 'annotations/invalid-value-in-template',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: TEMPLATED_KINDS,
  check: (object, settings) => annotationFaults(podAnnotations(object), settings.istioVersion).map(fault => `${fault}; correct it, otherwise the injector rejects the pods`),
};
