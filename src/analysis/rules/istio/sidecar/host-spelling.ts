import { egressHosts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';
import { normalizeHost } from '../../../syntax/hosts';

export const hostSpelling: ObjectRule = {
  name: 'sidecar/host-spelling',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  * check(object) {
    for (const { path, host } of egressHosts(specOf(object))) {
      const dnsName = parseEgressHost(host)?.dnsName;
      if (dnsName === undefined || normalizeHost(dnsName) === dnsName) { continue; }
      yield `'${path}' matches only hosts with exactly this spelling, got ${quote(host)}; use lower case, and no dot at the end`;
    }
  },
};
