import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const targetPort: ObjectRule = {
  name: 'sidecar/target-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const spec = specOf(object);
    for (const { path, port } of [...ingressPorts(spec), ...egressPorts(spec)]) {
      if ((port.targetPort ?? 0) > 0) { yield `'${path}.targetPort' must not be set in a Sidecar, got ${quote(port.targetPort)}; remove it`; }
    }
  },
};
