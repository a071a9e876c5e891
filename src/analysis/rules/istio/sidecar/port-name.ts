import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';

export const portName: ObjectRule = {
  name: 'sidecar/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const spec = specOf(object);
    for (const { path, port: { name = '' } } of [...ingressPorts(spec), ...egressPorts(spec)]) {
      if (name !== '' && !isDnsLabel(name)) { yield `'${path}.name' must consist of letters, digits and dashes, 63 characters at most, got ${quote(name)}`; }
    }
  },
};
