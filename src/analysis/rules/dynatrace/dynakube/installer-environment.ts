import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { environmentMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

const INSTALLER = new Set(['ONEAGENT_INSTALLER_SCRIPT_URL', 'ONEAGENT_INSTALLER_TOKEN']);

export const installerEnvironment: ObjectRule = {
  name: 'dynakube/installer-environment',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { env = [] } } = environmentMode(spec) ?? { options: {} };
    for (const { name } of env.filter(variable => INSTALLER.has(variable.name))) {
      yield `'spec.oneAgent.${mode}.env' should not set ${quote(name)}, which only images read that are no longer supported; leave it out`;
    }
  }),
};
