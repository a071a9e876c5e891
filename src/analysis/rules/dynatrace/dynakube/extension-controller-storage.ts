import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { hasExtensions } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const extensionControllerStorage: ObjectRule = {
  name: 'dynakube/extension-controller-storage',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { useEphemeralVolume, persistentVolumeClaim } = spec.templates?.extensionExecutionController ?? {};
    if (hasExtensions(spec) && useEphemeralVolume === true && isRecord(persistentVolumeClaim)) {
      yield "'spec.templates.extensionExecutionController' must not have both useEphemeralVolume and persistentVolumeClaim; keep one of them";
    }
  }),
};
