import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { Severity } from '../../../finding';
import { quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const kspmRootPath: ObjectRule = {
  name: 'dynakube/kspm-root-path',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const paths = new Set(spec.kspm?.mappedHostPaths);
    if (paths.has('/') && paths.size > 1) { yield `'spec.kspm.mappedHostPaths' must be "/" alone or name other paths only, got ${quoteAll(paths)}`; }
  }),
};
