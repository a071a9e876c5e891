import { recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { policySelectorFaults } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'peer-authentication/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: ['security.istio.io/PeerAuthentication'],
  check: object => policySelectorFaults(recordOf(object.spec).selector),
};
