import { SIDECAR, specOf } from './sidecar-spec';
import { isIstioIpAddress } from '../../../addresses';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const ingressBind: ObjectRule = {
  name: 'sidecar/ingress-bind',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { bind = '' }] of (specOf(object).ingress ?? []).entries()) {
      if (bind !== '' && !isIstioIpAddress(bind)) { yield `'spec.ingress[${index}].bind' must be an IP address, got ${quote(bind)}`; }
    }
  },
};
