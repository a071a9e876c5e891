import { egressHosts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { egressHostFault } from '../../../syntax/egress-host-syntax';

export const egressHost: ObjectRule = {
  name: 'sidecar/egress-host',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const { path, host } of egressHosts(specOf(object))) {
      const fault = egressHostFault(host);
      if (fault !== undefined) { yield `'${path}' ${fault}, got ${quote(host)}; write the namespace of the ServiceEntry, a slash and the host as in the ServiceEntry`; }
    }
  },
};
