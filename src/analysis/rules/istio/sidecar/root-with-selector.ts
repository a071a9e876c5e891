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
    ? [`'spec.workloadSelector' makes this Sidecar hold for the root namespace only, not as the default of the mesh, got ${quote(rootNamespace)}; remove it if the default is meant`] : [],
};
