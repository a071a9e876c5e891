import { SIDECAR, specOf } from './sidecar-spec';
import { egressHostFault } from '../../../egress-host-syntax';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const egressHost: ObjectRule = {
  name: 'sidecar/egress-host',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      for (const [position, host] of hosts.entries()) {
        const fault = egressHostFault(host);
        if (fault !== undefined) { yield `'spec.egress[${index}].hosts[${position}]' ${fault}, got ${quote(host)}; write it as its ServiceEntry does, with the namespace of that in front`; }
      }
    }
  },
};
