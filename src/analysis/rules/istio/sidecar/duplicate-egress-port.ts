import { egressPorts, SIDECAR, specOf } from './sidecar-spec';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const duplicateEgressPort: ObjectRule = {
  name: 'sidecar/duplicate-egress-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  check: object => duplicatesOf(egressPorts(specOf(object)).map(({ port }) => port.number ?? 0).filter(number => number !== 0))
    .map(number => `'spec.egress' must not have two listeners for the same port, whatever their protocols, got ${quote(number)}; merge their hosts`),
};
