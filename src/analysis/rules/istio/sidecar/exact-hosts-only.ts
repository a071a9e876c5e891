import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';

export const exactHostsOnly: ObjectRule = {
  name: 'sidecar/exact-hosts-only',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  * check(object, { rootNamespace }) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      const imports = hosts.flatMap(host => parseEgressHost(host) ?? []).filter(({ exclusion, namespace }) => !exclusion && namespace !== '~');
      if (imports.length > 0 && imports.every(({ namespace, dnsName }) => namespace !== '*' && !dnsName.includes('*'))) {
        yield `'spec.egress[${index}].hosts' has no wildcard, so only one service with one address is imported for each host, and the others are lost; add a wildcard, such as "${rootNamespace}/*"`;
      }
    }
  },
};
