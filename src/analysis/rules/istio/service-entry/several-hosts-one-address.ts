import { isDnsResolved, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isSingleAddress } from '../../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const severalHostsOneAddress: ObjectRule = {
  name: 'service-entry/several-hosts-one-address',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const { addresses = [], endpoints = [], hosts, ports = [] } = spec;
    return hosts.length > 1 && isDnsResolved(spec) && endpoints.length === 0 && addresses.some(isSingleAddress)
      && ports.some(port => protocolFamily(port.protocol) === ProtocolFamily.TLS)
      ? [`'spec.addresses' leads to the first host only, because sidecars do not compare server names at an address, got ${quoteAll(hosts)}; write an entry for each host`] : [];
  },
};
