import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const staticWithoutEndpoints: ObjectRule = {
  name: 'service-entry/static-without-endpoints',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    return resolutionOf(spec) === 'STATIC' && (spec.endpoints ?? []).length === 0 && spec.workloadSelector === undefined
      ? ["'spec.endpoints' is required with the resolution STATIC, which has no other destination; add endpoints or a 'workloadSelector', or use DNS"] : [];
  },
};
