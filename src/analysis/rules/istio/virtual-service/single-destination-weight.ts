import { allRoutes, VIRTUAL_SERVICE, weightedOf } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const singleDestinationWeight: ObjectRule = {
  name: 'virtual-service/single-destination-weight',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: VIRTUAL_SERVICE,
  check: object => allRoutes(object).map(weightedOf).filter(destinations => destinations.length === 1)
    .flatMap(([{ path, value }]) => typeof value.weight === 'number' && value.weight > 0 && value.weight !== 100
      ? [`'${path}.weight' of a single destination has no effect, it gets all requests, got ${quote(value.weight)}; remove it, or add the other destinations`]
      : []),
};
