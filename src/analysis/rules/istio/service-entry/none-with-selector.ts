import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noneWithSelector: ObjectRule = {
  name: 'service-entry/none-with-selector',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    return spec.workloadSelector !== undefined && resolutionOf(spec) === 'NONE'
      ? ["'spec.workloadSelector' does not choose the destination with the resolution NONE, which connects to the address that the client dialled; set 'resolution' to STATIC, or remove the selector"] : [];
  },
};
