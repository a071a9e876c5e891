import { ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const duplicateIngressPort: ObjectRule = {
  name: 'sidecar/duplicate-ingress-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  check: object => duplicatesOf(ingressPorts(specOf(object)).map(({ port }) => port.number ?? 0))
    .map(number => `'spec.ingress' must not have two listeners for the same port, got ${quote(number)}; remove one`),
};
