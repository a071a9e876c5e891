import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const catchAllListener: ObjectRule = {
  name: 'sidecar/catch-all-listener',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    const { egress = [] } = specOf(object);
    for (const [index, { port }] of egress.entries()) {
      if (port === undefined && index < egress.length - 1) {
        yield `'spec.egress[${index}]' has no port, so it must be the last listener and the only one without a port; move it to the end, or merge the hosts of both`;
      }
    }
  },
};
