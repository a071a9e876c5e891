import { endpointsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { UNIX_SCHEME } from '../../../syntax/unix-address';

export const unixSocketSeveralPorts: ObjectRule = {
  name: 'service-entry/unix-socket-several-ports',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    const count = spec.ports?.length ?? 0;
    if (resolutionOf(spec) !== 'STATIC' || count === 1) { return; }
    for (const { path, address } of endpointsOf(spec)) {
      if (address.startsWith(UNIX_SCHEME)) { yield `'${path}.address' is a Unix domain socket, so 'spec.ports' must have exactly one port, got "${count}"`; }
    }
  },
};
