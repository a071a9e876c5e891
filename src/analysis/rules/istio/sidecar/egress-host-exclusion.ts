import { egressHosts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';

export const egressHostExclusion: ObjectRule = {
  name: 'sidecar/egress-host-exclusion',
  severity: Severity.ERROR,
  upstream: 'webhook',
  until: '1.31',
  kinds: SIDECAR,
  * check(object, { istioVersion }) {
    for (const { path, host } of egressHosts(specOf(object))) {
      if (parseEgressHost(host)?.exclusion) {
        yield `'${path}' must not be an exclusion before Istio 1.31, and the mesh has ${istioVersion}, got ${quote(host)}; list the hosts to import instead`;
      }
    }
  },
};
