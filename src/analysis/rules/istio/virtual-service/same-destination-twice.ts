import { allRoutes, VIRTUAL_SERVICE, weightedOf } from './virtual-service-spec';
import { recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const sameDestinationTwice: ObjectRule = {
  name: 'virtual-service/same-destination-twice',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of allRoutes(object)) {
      const seen = new Map<string, string>();
      for (const { path, value } of weightedOf(route)) {
        const { host, subset = '', port } = recordOf(value.destination);
        const key = JSON.stringify([host, subset, recordOf(port).number ?? 0]);
        const before = seen.get(key);
        if (before === undefined) { seen.set(key, path); } else { yield `'${path}' has the same destination as '${before}'; merge them into one, with the sum of their weights`; }
      }
    }
  },
};
