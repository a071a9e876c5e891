import { endpointsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const endpointWithNetworkOnly: ObjectRule = {
  name: 'service-entry/endpoint-with-network-only',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'STATIC') { return; }
    for (const { path, address, network } of endpointsOf(spec)) {
      if (address === '' && network !== '') {
        yield `'${path}' has a network but no address, got ${quote(network)}; set an 'address' unless the endpoint is behind the network's gateway`;
      }
    }
  },
};
