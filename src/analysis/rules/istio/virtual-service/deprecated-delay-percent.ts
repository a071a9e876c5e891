import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { fieldSites } from '../../shared/site';

export const deprecatedDelayPercent: ObjectRule = {
  name: 'virtual-service/deprecated-delay-percent',
  severity: Severity.WARNING,
  upstream: 'IST0002',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(route => fieldSites(route, 'fault')).flatMap(fault => fieldSites(fault, 'delay'))
    .filter(({ value }) => typeof value.percent === 'number' && value.percent > 0)
    .map(({ path }) => `'${path}.percent' is deprecated; use 'percentage.value'`),
};
