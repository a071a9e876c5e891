import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioIpAddress } from '../../../syntax/addresses';
import { isUnixAddress } from '../../../syntax/unix-address';
import { GATEWAY, serversOf } from '../../objects/gateway-spec';

export const bind: ObjectRule = {
  name: 'gateway/bind',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    for (const { path, value } of serversOf(object)) {
      const text = textOf(value.bind) ?? '';
      if (text !== '' && !isIstioIpAddress(text) && !isUnixAddress(text)) {
        yield `'${path}.bind' must be an IP address, "unix:///<path>" or "unix://@<name>", got ${quote(text)}`;
      }
    }
  },
};
