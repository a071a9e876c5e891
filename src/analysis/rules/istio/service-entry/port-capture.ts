import { allocatesAddress } from './address-allocation';
import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const portCapture: ObjectRule = {
  name: 'service-entry/port-capture',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object, settings) {
    const spec = specOf(object);
    if ((spec.addresses ?? []).length > 0 || (settings.dnsCapture && allocatesAddress(object, settings))) { return; }
    for (const { path, number, protocol } of portsOf(spec)) {
      const family = protocolFamily(protocol);
      if (family !== ProtocolFamily.TCP && family !== ProtocolFamily.AUTO) { continue; }
      yield `'${path}.protocol' makes the entry receive every connection to port ${number}, whatever its destination, got ${quote(protocol)} without `
        + '\'spec.addresses\'; add addresses, or declare HTTP or TLS';
    }
  },
};
