import { EgressImport, importsOf } from './imports-of';
import { SIDECAR, specOf } from './sidecar-spec';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostsBesideAll: ObjectRule = {
  name: 'sidecar/hosts-beside-all',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      const imports = importsOf(hosts, object);
      const others = imports.filter(({ namespace }) => namespace !== '*');
      if (others.length > 0 && imports.some(({ namespace, dnsName }) => namespace === '*' && dnsName === '*')) {
        yield `'spec.egress[${index}].hosts' imports everything with "*/*", so other hosts have no effect, got ${quoteAll(others.map(({ host }) => host))}; remove them${keepsWildcard(others) ? ', or "*/*"' : ''}`;
      }
    }
  },
};

/** Whether the hosts without the wildcard import more than one service for each host: otherwise another rule warns about them. */
function keepsWildcard(others: readonly EgressImport[]): boolean {
  return others.some(({ dnsName }) => dnsName.startsWith('*'));
}
