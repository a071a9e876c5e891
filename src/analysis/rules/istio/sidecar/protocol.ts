import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isKnownProtocol, knownProtocols } from '../../../syntax/protocols';

export const protocol: ObjectRule = {
  name: 'sidecar/protocol',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const spec = specOf(object);
    for (const { path, port: { protocol: name = '' } } of [...ingressPorts(spec), ...egressPorts(spec)]) {
      if (!isKnownProtocol(name)) { yield `'${path}.protocol' must be one of ${knownProtocols().join(', ')}, got ${quote(name)}`; }
    }
  },
};
