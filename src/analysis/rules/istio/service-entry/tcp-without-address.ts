import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { listOf, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const tcpWithoutAddress: ObjectRule = {
  name: 'service-entry/tcp-without-address',
  severity: Severity.WARNING,
  upstream: 'IST0134',
  kinds: SERVICE_ENTRY,
  * check(object, { dnsCapture, dnsAutoAllocate }) {
    const spec = specOf(object);
    const allocated = listOf(recordOf(object.status).addresses);
    if ((spec.addresses ?? []).length > 0 || allocated.length > 0 || (dnsCapture && dnsAutoAllocate)) { return; }
    for (const { path, protocol } of portsOf(spec)) {
      if (protocol === '' || protocol.toUpperCase() === 'TCP') {
        yield `'${path}.protocol' needs 'spec.addresses' to distinguish its connections from others, got ${quote(protocol)}; add addresses, or declare HTTP or TLS`;
      }
    }
  },
};
