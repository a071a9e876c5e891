import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { environmentMode, hasMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const volumeStorage: ObjectRule = {
  name: 'dynakube/volume-storage',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { env = [] } } = environmentMode(spec) ?? { options: {} };
    const storage = env.find(({ name }) => name === 'ONEAGENT_ENABLE_VOLUME_STORAGE');
    if (storage && storage.value !== 'true' && (hasMode(spec, 'cloudNativeFullStack') || hasMode(spec, 'hostMonitoring'))) {
      yield `'spec.oneAgent.${mode}.env' must not turn ONEAGENT_ENABLE_VOLUME_STORAGE off in this mode, whose host file system is read-only, got ${quote(storage.value)}; leave it out`;
    }
  }),
};
