import { dynatraceToken } from './dynatrace-token';
import { label } from './label';
import { objectName } from './object-name';
import type { ObjectRule } from '../../findings/rule';

/** What no manifest may hold, and what the API server asks of the metadata of any object: no CRD says it, and nobody tells before the object is applied. */
export const KUBERNETES_RULES: readonly ObjectRule[] = [
  dynatraceToken,
  objectName,
  label,
];
