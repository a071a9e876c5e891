import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';

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
