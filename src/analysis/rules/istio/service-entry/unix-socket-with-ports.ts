import { recordOf, textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const unixSocketWithPorts: CelRule = {
  name: 'service-entry/unix-socket-with-ports',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true',
    fault: self => {
      const { address, ports } = recordOf(self);
      return textOf(address)?.startsWith('unix://') && ports !== undefined
        ? `must not have 'ports', because a Unix domain socket has none, got ${quote(address)}; remove them` : undefined;
    },
  }],
};
