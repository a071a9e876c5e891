import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';

export const egressBind: ObjectRule = {
  name: 'sidecar/egress-bind',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { port, bind = '' }] of (specOf(object).egress ?? []).entries()) {
      if (port === undefined || (port.number ?? 0) === 0 || bind === '' || isIstioIpAddress(bind)) { continue; }
      yield `'spec.egress[${index}].bind' must be an IP address if the listener has a port, got ${quote(bind)}; set the port to 0 for a Unix domain socket`;
    }
  },
};
