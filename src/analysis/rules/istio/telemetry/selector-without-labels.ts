import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { specOf, TELEMETRY } from '../../objects/telemetry-spec';
import { policySelectorFaults } from '../../shared/selector';

export const selectorWithoutLabels: ObjectRule = {
  name: 'telemetry/selector-without-labels',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: TELEMETRY,
  check: object => policySelectorFaults(specOf(object).selector),
};
