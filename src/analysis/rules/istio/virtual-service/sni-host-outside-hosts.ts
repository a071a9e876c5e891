import { sniHosts } from './sni-hosts';
import { specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { HostIndex } from '../../objects/host-index';

export const sniHostOutsideHosts: ObjectRule = {
  name: 'virtual-service/sni-host-outside-hosts',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check(object) {
    const hosts = new HostIndex<true>();
    for (const host of textsOf(specOf(object).hosts)) { hosts.add(host, true); }
    return sniHosts(object).filter(({ kind, host }) => kind === 'name' && !hosts.covers(host))
      .map(({ path, host }) => `'${path}' must be covered by 'spec.hosts', got ${quote(host)}; add it there`);
  },
};
