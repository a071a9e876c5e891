import { egressPorts, ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { dnsLabelFaults, PORT_NAME } from '../../shared/dns-label';

export const portName: ObjectRule = {
  name: 'sidecar/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const spec = specOf(object);
    for (const { path, port: { name = '' } } of [...ingressPorts(spec), ...egressPorts(spec)]) {
      if (name !== '') { yield* dnsLabelFaults(`${path}.name`, name, PORT_NAME); }
    }
  },
};
