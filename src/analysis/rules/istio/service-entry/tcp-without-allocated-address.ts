import { allocatesAddress } from './address-allocation';
import { portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const tcpWithoutAllocatedAddress: ObjectRule = {
  name: 'service-entry/tcp-without-allocated-address',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  * check(object, settings) {
    const spec = specOf(object);
    if ((spec.addresses ?? []).length > 0 || allocatesAddress(object, settings)) { return; }
    for (const { path, protocol } of portsOf(spec)) {
      // The webhook knows "TCP" in upper case only.
      if (protocol === '' || protocol === 'TCP') {
        yield `'${path}' takes all connections to its port, because the entry has no address and istiod allocates none; add 'spec.addresses', or declare HTTP or TLS`;
      }
    }
  },
};
