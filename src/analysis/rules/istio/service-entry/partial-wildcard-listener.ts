import { hostsOf, SERVICE_ENTRY, ServiceEntrySpec, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isSingleAddress } from '../../../syntax/addresses';
import { isPartialWildcard } from '../../../syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const partialWildcardListener: ObjectRule = {
  name: 'service-entry/partial-wildcard-listener',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (!hasServerNames(spec)) { return; }
    for (const { path, host } of hostsOf(spec)) {
      if (!isPartialWildcard(host)) { continue; }
      yield `'${path}' can stop the updates of every sidecar that sees it, got ${quote(host)}: Envoy rejects a listener whose server names have a `
        + 'partial wildcard; use a wildcard for whole labels, such as "*.example.com"';
    }
  },
};

/** Whether listeners compare TLS server names with the hosts. At a single address, they don't. */
function hasServerNames({ addresses = [], ports = [] }: ServiceEntrySpec): boolean {
  const isRecognizedByAddress = addresses.length > 0 && addresses.every(isSingleAddress);
  return !isRecognizedByAddress && ports.some(({ protocol }) => protocolFamily(protocol) === ProtocolFamily.TLS);
}
