import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const serverTlsCredentials: CelRule = {
  name: 'istio/server-tls-credentials',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [
    {
      expression: '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1',
      fault: self => fault(self, 'tlsCertificates', 'credentialNames'),
    },
    {
      expression: '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1',
      fault: self => fault(self, 'credentialName', 'credentialNames'),
    },
    {
      // The first expression with its terms swapped. One message is enough.
      expression: '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1',
      fault: () => undefined,
    },
  ],
};

function fault(self: unknown, one: string, other: string): string | undefined {
  const tls = recordOf(self);
  return tls[one] !== undefined && tls[other] !== undefined ? `must not have both '${one}' and '${other}'; keep one of them` : undefined;
}
