import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isWildcardHost, wildcardsOver } from '../../../syntax/hosts';

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
      const wildcard = wildcardsOver(host).find(parent => parent !== host && wildcards.has(parent));
      if (wildcard !== undefined) { yield `'spec.hosts[${index}]' is covered by another host of the entry, got ${quote(host)} and ${quote(wildcard)}; remove one of them`; }
    }
  },
};
