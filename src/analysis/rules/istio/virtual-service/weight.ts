import { allRoutes, VIRTUAL_SERVICE, weightedOf } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const weight: ObjectRule = {
  name: 'virtual-service/weight',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of allRoutes(object)) {
      const destinations = weightedOf(route).map(({ path, value }) => ({ path, weight: typeof value.weight === 'number' ? value.weight : 0 }));
      for (const destination of destinations) {
        if (destination.weight < 0) { yield `'${destination.path}.weight' must not be negative, got ${quote(destination.weight)}`; }
      }
      const total = destinations.reduce((sum, destination) => sum + destination.weight, 0);
      if (destinations.length > 1 && total === 0) { yield `'${route.path}.route' has several destinations whose weights are all 0; set the 'weight' of each`; }
    }
  },
};
