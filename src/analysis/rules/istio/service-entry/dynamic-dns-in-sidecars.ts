import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const dynamicDnsInSidecars: ObjectRule = {
  name: 'service-entry/dynamic-dns-in-sidecars',
  severity: Severity.WARNING,
  upstream: 'ours',
  since: '1.28',
  until: '1.30',
  kinds: SERVICE_ENTRY,
  check: (object, { istioVersion }) => resolutionOf(specOf(object)) === 'DYNAMIC_DNS'
    ? [`'spec.resolution' works in ambient mode only before Istio 1.30, got "DYNAMIC_DNS" for Istio ${quote(istioVersion)}; for sidecars upgrade, or use NONE`] : [],
};
