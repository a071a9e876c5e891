import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isWildcardHost } from '../../../syntax/hosts';

export const coveredHost: ObjectRule = {
  name: 'service-entry/covered-host',
  severity: Severity.INFO,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const { hosts } = specOf(object);
    const wildcards = new Set(hosts.filter(isWildcardHost));
    if (wildcards.size === 0) { return; }
    for (const [index, host] of hosts.entries()) {
      const wildcard = parentWildcards(host).find(parent => parent !== host && wildcards.has(parent));
      if (wildcard !== undefined) { yield `'spec.hosts[${index}]' is covered by another host of the entry, got ${quote(host)} and ${quote(wildcard)}; remove one of them`; }
    }
  },
};

/** The wildcards that cover a host, narrowest first. */
function parentWildcards(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}
