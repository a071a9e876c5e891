import { matchesOf, specOf, tlsRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isPartialWildcard } from '../../../syntax/hosts';

export const partialWildcard: ObjectRule = {
  name: 'virtual-service/partial-wildcard',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: VIRTUAL_SERVICE,
  check(object) {
    const lists = [
      { path: 'spec.hosts', hosts: textsOf(specOf(object).hosts) },
      ...tlsRoutes(object).flatMap(matchesOf).map(({ path, value }) => ({ path: `${path}.sniHosts`, hosts: textsOf(value.sniHosts) })),
    ];
    return lists.flatMap(({ path, hosts }) => hosts.flatMap((host, index) => isPartialWildcard(host)
      ? [`'${path}[${index}]' must not have a wildcard within a label, because Envoy rejects it together with the whole listener, got ${quote(host)}; use "*." and whole labels`]
      : []));
  },
};
