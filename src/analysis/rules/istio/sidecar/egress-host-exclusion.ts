import { SIDECAR, specOf } from './sidecar-spec';
import { parseEgressHost } from '../../../egress-host-syntax';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const egressHostExclusion: ObjectRule = {
  name: 'sidecar/egress-host-exclusion',
  severity: Severity.ERROR,
  upstream: 'webhook',
  until: '1.31',
  kinds: SIDECAR,
  * check(object, { istioVersion }) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      for (const [position, host] of hosts.entries()) {
        if (parseEgressHost(host)?.exclusion) {
          yield `'spec.egress[${index}].hosts[${position}]' takes exclusions since Istio 1.31, but the mesh has ${istioVersion}, got ${quote(host)}; name what is imported instead`;
        }
      }
    }
  },
};
