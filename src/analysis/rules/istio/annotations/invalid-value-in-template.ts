import { podAnnotations, TEMPLATED_KINDS } from './annotated';
import { annotationFaults } from './annotation-faults';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';

export const invalidValueInTemplate: ObjectRule = {
  name: 'annotations/invalid-value-in-template',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: TEMPLATED_KINDS,
  check: (object, settings) => annotationFaults(podAnnotations(object), settings.istioVersion).map(fault => `${fault}; the pods are refused`),
};
