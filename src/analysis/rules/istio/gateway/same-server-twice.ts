import { textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';
import { HostIndex } from '../../objects/host-index';

export const sameServerTwice: ObjectRule = {
  name: 'gateway/same-server-twice',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: GATEWAY,
  * check(object) {
    const byPort = new Map<string, HostIndex<string>>();
    for (const server of serversOf(object)) {
      const port = JSON.stringify([portOf(server).number ?? 0, textOf(server.value.bind) ?? '']);
      const taken = byPort.get(port) ?? new HostIndex<string>();
      byPort.set(port, taken);
      const hosts = textsOf(server.value.hosts);
      for (const host of hosts) {
        const before = taken.at(host)[0];
        if (before !== undefined) { yield `'${server.path}.hosts' has a host that '${before}' has on the same port too, got ${quote(host)}; keep it in one of them`; }
      }
      for (const host of hosts) { taken.add(host, server.path); }
    }
  },
};
