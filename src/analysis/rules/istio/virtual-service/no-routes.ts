import { allRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noRoutes: ObjectRule = {
  name: 'virtual-service/no-routes',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => allRoutes(object).length > 0 ? [] : ["'spec' must have routes; add 'http', 'tls' or 'tcp'"],
};
