import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const kspmRootPath: ObjectRule = {
  name: 'dynakube/kspm-root-path',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const paths = new Set(spec.kspm?.mappedHostPaths);
    if (paths.has('/') && paths.size > 1) { yield `'spec.kspm.mappedHostPaths' must not have "/" together with other paths, got ${quoteAll(paths)}; keep "/" alone, or remove it`; }
  }),
};
