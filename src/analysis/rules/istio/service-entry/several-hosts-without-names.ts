import { portsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const severalHostsWithoutNames: ObjectRule = {
  name: 'service-entry/several-hosts-without-names',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) === 'NONE' || spec.hosts.length < 2) { return; }
    for (const { path, protocol } of portsOf(spec)) {
      const family = protocolFamily(protocol);
      if (family === ProtocolFamily.HTTP || family === ProtocolFamily.TLS) { continue; }
      yield `'${path}.protocol' can't distinguish ${spec.hosts.length} hosts, got ${quote(protocol)}; declare HTTP or TLS, or write an entry for each host`;
    }
  },
};
