import { ingressPorts, SIDECAR, specOf } from './sidecar-spec';
import { duplicatesOf } from '../../../duplicates';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const duplicateIngressPort: ObjectRule = {
  name: 'sidecar/duplicate-ingress-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  check: object => duplicatesOf(ingressPorts(specOf(object)).map(({ port }) => port.number ?? 0))
    .map(number => `'spec.ingress' must not have two listeners for one port, got ${quote(number)}; remove one`),
};
