import { bypassesEverything } from './bypasses-everything';
import { deprecated } from './deprecated';
import { includedPorts } from './included-ports';
import { invalidValue } from './invalid-value';
import { invalidValueInTemplate } from './invalid-value-in-template';
import { misplaced } from './misplaced';
import { unknown } from './unknown';
import { unknownInTemplate } from './unknown-in-template';
import type { ObjectRule } from '../../../findings/rule';

/** The rules about Istio's annotations on Kubernetes' own objects, in the order in which their findings are shown. */
export const ANNOTATION_RULES: readonly ObjectRule[] = [
  unknown,
  misplaced,
  deprecated,
  invalidValue,
  invalidValueInTemplate,
  unknownInTemplate,
  includedPorts,
  bypassesEverything,
];
