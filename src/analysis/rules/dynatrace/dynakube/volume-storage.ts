import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { environmentMode, hasMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const volumeStorage: ObjectRule = {
  name: 'dynakube/volume-storage',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { env = [] } } = environmentMode(spec) ?? { options: {} };
    const storage = env.find(({ name }) => name === 'ONEAGENT_ENABLE_VOLUME_STORAGE');
    if (storage && storage.value !== 'true' && (hasMode(spec, 'cloudNativeFullStack') || hasMode(spec, 'hostMonitoring'))) {
      yield `'spec.oneAgent.${mode}.env' must not turn off ONEAGENT_ENABLE_VOLUME_STORAGE in this mode, where the file system of the node is read-only, got ${quote(storage.value)}; remove it`;
    }
  }),
};
