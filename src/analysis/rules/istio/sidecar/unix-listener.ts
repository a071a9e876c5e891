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
        yield `'spec.egress[${index}].bind' must be "unix:///path" or "unix://@name" where the port is 0, got ${quote(bind)}; for TCP give 'port.number'`;
      }
      if (captureMode === 'IPTABLES') {
        yield `'spec.egress[${index}].captureMode' must be DEFAULT or NONE for a Unix domain socket, got "IPTABLES"; no packet filter sees its traffic`;
      }
    }
    for (const bind of duplicatesOf(sockets)) { yield `'spec.egress' must not have two listeners with one Unix domain socket, got ${quote(bind)}; remove one`; }
  },
};
