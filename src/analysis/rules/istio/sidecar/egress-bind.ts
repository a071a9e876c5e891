import { SIDECAR, specOf } from './sidecar-spec';
import { isIstioIpAddress } from '../../../addresses';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const egressBind: ObjectRule = {
  name: 'sidecar/egress-bind',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { port, bind = '' }] of (specOf(object).egress ?? []).entries()) {
      if (port === undefined || (port.number ?? 0) === 0 || bind === '' || isIstioIpAddress(bind)) { continue; }
      yield `'spec.egress[${index}].bind' must be an IP address where the listener has a port, got ${quote(bind)}; for a Unix domain socket the port is 0`;
    }
  },
};
