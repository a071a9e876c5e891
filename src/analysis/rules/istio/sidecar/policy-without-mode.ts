import { SIDECAR, specOf } from './sidecar-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const policyWithoutMode: ObjectRule = {
  name: 'sidecar/policy-without-mode',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SIDECAR,
  check: object => {
    const { outboundTrafficPolicy } = specOf(object);
    return outboundTrafficPolicy !== undefined && outboundTrafficPolicy.mode === undefined
      ? ["'spec.outboundTrafficPolicy.mode' is not given, which means REGISTRY_ONLY, not what the mesh has; write the mode"] : [];
  },
};
