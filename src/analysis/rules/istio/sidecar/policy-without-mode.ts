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
      ? ["'spec.outboundTrafficPolicy.mode' is missing, which means REGISTRY_ONLY and not the mode of the mesh; set the mode"] : [];
  },
};
