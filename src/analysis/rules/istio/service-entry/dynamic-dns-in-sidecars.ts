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
    ? [`'spec.resolution' works only in ambient mode before Istio 1.30, got "DYNAMIC_DNS" for Istio ${quote(istioVersion)}; upgrade Istio, or use NONE`] : [],
};
