import { reasonWithoutAllocation } from './address-allocation';
import { SERVICE_ENTRY, specOf } from './service-entry-spec';
import { describePorts } from './whole-port';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const tcpWithoutAllocatedAddress: ObjectRule = {
  name: 'service-entry/tcp-without-allocated-address',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: (object, settings) => {
    const { addresses = [], ports = [] } = specOf(object);
    const reason = addresses.length > 0 ? undefined : reasonWithoutAllocation(object, settings);
    // The webhook knows "TCP" in upper case only.
    const reported = ports.filter(({ protocol = '' }) => protocol === '' || protocol === 'TCP');
    return reason === undefined || reported.length === 0 ? []
      : [`'spec.addresses' is empty, and istiod allocates no address ${reason}, so sidecars can't recognize connections to ${describePorts(reported)} by their address; set 'spec.addresses'`];
  },
};
