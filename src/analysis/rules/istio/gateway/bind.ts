import { GATEWAY, serversOf } from './gateway-spec';
import { isIstioIpAddress } from '../../../addresses';
import { Severity } from '../../../finding';
import { textOf } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';
import { isUnixAddress } from '../../../unix-address';

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
