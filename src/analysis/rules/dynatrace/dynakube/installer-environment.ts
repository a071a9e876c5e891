import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { environmentMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const INSTALLER = new Set(['ONEAGENT_INSTALLER_SCRIPT_URL', 'ONEAGENT_INSTALLER_TOKEN']);

export const installerEnvironment: ObjectRule = {
  name: 'dynakube/installer-environment',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { env = [] } } = environmentMode(spec) ?? { options: {} };
    for (const { name } of env.filter(variable => INSTALLER.has(variable.name))) {
      yield `'spec.oneAgent.${mode}.env' should not set ${quote(name)}, which only unsupported images read; remove it`;
    }
  }),
};
