import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const rootWithSelector: ObjectRule = {
  name: 'sidecar/root-with-selector',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  check: (object, { rootNamespace }) => object.metadata?.namespace === rootNamespace && specOf(object).workloadSelector !== undefined
    ? [`'spec.workloadSelector' makes this Sidecar hold for the root namespace only, not as the default of the mesh, got ${quote(rootNamespace)}; remove it if the default is meant`] : [],
};
