import { bypassesEverything } from './bypasses-everything';
import { deprecated } from './deprecated';
import { includedPorts } from './included-ports';
import { includedPortsAlone } from './included-ports-alone';
import { invalidValue } from './invalid-value';
import { invalidValueInTemplate } from './invalid-value-in-template';
import { misplaced } from './misplaced';
import { unknown } from './unknown';
import { unknownInTemplate } from './unknown-in-template';
import type { ObjectRule } from '../../../findings/rule';

/** Rules about Istio's annotations on built-in objects of Kubernetes, in the order of their findings. */
export const ANNOTATION_RULES: readonly ObjectRule[] = [
  unknown,
  misplaced,
  deprecated,
  invalidValue,
  invalidValueInTemplate,
  unknownInTemplate,
  includedPorts,
  includedPortsAlone,
  bypassesEverything,
];
