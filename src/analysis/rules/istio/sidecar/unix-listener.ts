import { SIDECAR, specOf } from './sidecar-spec';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isUnixAddress } from '../../../syntax/unix-address';

export const unixListener: ObjectRule = {
  name: 'sidecar/unix-listener',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const { egress = [] } = specOf(object);
    const sockets: string[] = [];
    for (const [index, { port, bind = '', captureMode }] of egress.entries()) {
      if (port === undefined || (port.number ?? 0) !== 0) { continue; }
      sockets.push(bind);
      if (!isUnixAddress(bind)) {
        yield `'spec.egress[${index}].bind' must be "unix:///path" or "unix://@name" if the port is 0, got ${quote(bind)}; set 'port.number' for TCP`;
      }
      if (captureMode === 'IPTABLES') {
        yield `'spec.egress[${index}].captureMode' must be DEFAULT or NONE for a Unix domain socket, got "IPTABLES"; change it, iptables does not redirect traffic to a socket`;
      }
    }
    for (const bind of duplicatesOf(sockets)) { yield `'spec.egress' must not have two listeners with the same Unix domain socket, got ${quote(bind)}; remove one`; }
  },
};
