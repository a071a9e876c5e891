import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import { daemonSetMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const unusedLogTemplate: ObjectRule = {
  name: 'dynakube/unused-log-template',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (daemonSetMode(spec) && isRecord(spec.templates?.logMonitoring)) {
      yield `'spec.templates.logMonitoring' is not used, because OneAgent on the nodes reads the logs with 'spec.oneAgent.${daemonSetMode(spec)?.mode}'; remove it`;
    }
  }),
};
