import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { MAX_PORT } from '../../../base/port-number';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const portRange: ObjectRule = {
  name: 'sidecar/port-range',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const spec = specOf(object);
    for (const { path, port: { number = 0 } } of ingressPorts(spec)) {
      if (number < 1 || number > MAX_PORT) { yield `'${path}.number' must be a port from 1 to ${MAX_PORT}, got ${quote(number)}`; }
    }
    for (const { path, port: { number = 0 } } of egressPorts(spec)) {
      // 0 is the port of a Unix domain socket.
      if (number > MAX_PORT) { yield `'${path}.number' must be a port from 1 to ${MAX_PORT}, got ${quote(number)}`; }
    }
  },
};
