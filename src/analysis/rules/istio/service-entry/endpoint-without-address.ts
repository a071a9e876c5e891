import { recordOf } from '../../../base/json';
import type { CelRule } from '../../../findings/cel-rule';
import { Severity } from '../../../findings/finding';

export const endpointWithoutAddress: CelRule = {
  name: 'service-entry/endpoint-without-address',
  severity: Severity.ERROR,
  upstream: 'schema',
  checks: [{
    expression: 'has(self.address) || has(self.network)',
    fault: self => {
      const { address, network } = recordOf(self);
      return address === undefined && network === undefined ? "must have an 'address' or a 'network'; set the address, or the network whose gateway leads to it" : undefined;
    },
  }],
};
