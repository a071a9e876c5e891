import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isRecord } from '../../../base/json';
import type { DynaKubeSpec } from '../../../dynatrace/dynakube';
import { changesPods, hasActiveGate, modesSet } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const runsNothing: ObjectRule = {
  name: 'dynakube/runs-nothing',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    if (modesSet(spec).length > 0 || hasActiveGate(spec) || changesPods(spec) || hasOtherWorkload(spec)) { return; }
    yield "'spec' turns on nothing that the operator could run: neither a OneAgent mode, nor a capability of an ActiveGate, nor any other component; "
      + "set a mode such as 'spec.oneAgent.cloudNativeFullStack' to {}";
  }),
};

/** Whether the operator deploys something that needs neither OneAgent nor an ActiveGate. */
function hasOtherWorkload({ kspm, logMonitoring, telemetryIngest, kubernetesMonitoring }: DynaKubeSpec): boolean {
  return [kspm, logMonitoring, telemetryIngest, kubernetesMonitoring].some(isRecord);
}
