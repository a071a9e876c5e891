import { allRoutes, matchesOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isBadOptionalPort } from '../../shared/port-numbers';

export const matchPort: ObjectRule = {
  name: 'virtual-service/match-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => allRoutes(object).flatMap(matchesOf).filter(({ value }) => isBadOptionalPort(value.port))
    .map(({ path, value }) => `'${path}.port' must be a port from 1 to 65535, got ${quote(value.port)}`),
};
