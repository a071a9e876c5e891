import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { daemonSetMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { ObjectRule } from '../../../rule';

export const unusedLogTemplate: ObjectRule = {
  name: 'dynakube/unused-log-template',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (daemonSetMode(spec) && isRecord(spec.templates?.logMonitoring)) {
      yield `'spec.templates.logMonitoring' is not used, because OneAgent on the nodes reads the logs with 'spec.oneAgent.${daemonSetMode(spec)?.mode}'; leave it out`;
    }
  }),
};
