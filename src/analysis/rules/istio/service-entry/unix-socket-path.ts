import { quote } from '../../../base/quote';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

const SCHEME = 'unix://';

export const unixSocketPath: CelRule = {
  name: 'service-entry/unix-socket-path',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [
    {
      expression: 'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true',
      fault: self => {
        const address = String(self);
        return address.startsWith(SCHEME) && !['/', '@'].includes(address.charAt(SCHEME.length))
          ? `must have an absolute path ("unix:///run/x.sock") or an abstract name ("unix://@x"), got ${quote(address)}` : undefined;
      },
    },
    {
      expression: 'self.startsWith("unix://") ? !self.endsWith("/") : true',
      fault: self => {
        const address = String(self);
        return address.startsWith(SCHEME) && address.endsWith('/') ? `must be the path of a socket, not of a folder, got ${quote(address)}; remove the final slash` : undefined;
      },
    },
  ],
};
