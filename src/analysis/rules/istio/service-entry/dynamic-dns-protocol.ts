import { portsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const PROTOCOLS = new Set(['HTTP', 'HTTP2', 'GRPC', 'TLS']);

export const dynamicDnsProtocol: ObjectRule = {
  name: 'service-entry/dynamic-dns-protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'DYNAMIC_DNS') { return; }
    for (const { path, protocol } of portsOf(spec)) {
      if (!PROTOCOLS.has(protocol.toUpperCase())) {
        const remedy = protocol.toUpperCase() === 'HTTPS' ? '; use TLS, which means the same' : '';
        yield `'${path}.protocol' must be one of ${[...PROTOCOLS].join(', ')} with the resolution DYNAMIC_DNS, got ${quote(protocol)}${remedy}`;
      }
    }
  },
};
