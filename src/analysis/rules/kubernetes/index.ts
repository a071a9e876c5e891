import { label } from './label';
import { objectName } from './object-name';
import type { ObjectRule } from '../../rule';

/** What the API server asks of the metadata of any object. No CRD says it, and nobody tells before the object is applied. */
export const KUBERNETES_RULES: readonly ObjectRule[] = [
  objectName,
  label,
];
