import { isDnsResolved, portsOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const TCP_FAMILY = new Set(['TCP', 'HTTPS', 'TLS', 'MONGO', 'REDIS', 'MYSQL']);

export const addressWithSeveralHosts: ObjectRule = {
  name: 'service-entry/address-with-several-hosts',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const { addresses = [], hosts } = spec;
    const port = portsOf(spec).find(({ protocol }) => TCP_FAMILY.has(protocol.toUpperCase()));
    return isDnsResolved(spec) && addresses.length > 0 && hosts.length > 1 && port !== undefined
      ? [`'${port.path}.protocol' can't distinguish ${hosts.length} hosts at one address, got ${quote(port.protocol)}; write an entry for each host`] : [];
  },
};
