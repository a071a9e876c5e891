import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const rootWithSelector: ObjectRule = {
  name: 'sidecar/root-with-selector',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  check: (object, { rootNamespace }) => object.metadata?.namespace === rootNamespace && specOf(object).workloadSelector !== undefined
    ? [`'spec.workloadSelector' limits this Sidecar to the root namespace, so it is not the default of the mesh, got ${quote(rootNamespace)}; remove it to make it the default`] : [],
};
