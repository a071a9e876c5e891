import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../finding';
import { isKnownProtocol, knownProtocols } from '../../../protocols';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
