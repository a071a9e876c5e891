import { SERVICE_ENTRY, specOf, usesHostNames } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isFqdn } from '../../../syntax/hosts';

export const noneForConcreteHost: ObjectRule = {
  name: 'service-entry/none-for-concrete-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const host = spec.hosts.find(isFqdn);
    return spec.resolution === undefined && host !== undefined && (spec.addresses ?? []).length === 0 && usesHostNames(spec)
      ? [`'spec.resolution' is missing, which means NONE: a client that sends the name ${quote(host)} reaches any address; set it to DNS, or to NONE if that is intended`] : [];
  },
};
