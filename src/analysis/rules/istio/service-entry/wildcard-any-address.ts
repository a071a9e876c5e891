import { SERVICE_ENTRY, specOf, usesHostNames } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isIstioAtLeast } from '../../../settings/istio-version';
import { isFqdn, isWildcardHost } from '../../../syntax/hosts';

export const wildcardAnyAddress: ObjectRule = {
  name: 'service-entry/wildcard-any-address',
  severity: Severity.INFO,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check(object, { istioVersion }) {
    const spec = specOf(object);
    const wildcard = spec.hosts.find(isWildcardHost);
    // A host without a wildcard is the subject of service-entry/none-for-concrete-host.
    if (wildcard === undefined || spec.hosts.some(isFqdn)) { return []; }
    if (spec.resolution !== undefined || (spec.addresses ?? []).length > 0 || !usesHostNames(spec)) { return []; }
    const remedy = isIstioAtLeast(istioVersion, '1.30')
      ? 'list the hosts, set it to DYNAMIC_DNS with ports of protocol TLS or HTTP, or to NONE if that is intended'
      : 'list the hosts, or set it to NONE if that is intended';
    return [`'spec.resolution' is missing, which means NONE: a client that sends a name below ${quote(wildcard)} reaches any address; ${remedy}`];
  },
};
