import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const kspmRelativePath: ObjectRule = {
  name: 'dynakube/kspm-relative-path',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const [index, path] of (spec.kspm?.mappedHostPaths ?? []).entries()) {
      if (!path.startsWith('/')) { yield `'spec.kspm.mappedHostPaths[${index}]' must be an absolute path, got ${quote(path)}; begin it with a slash`; }
    }
  }),
};
