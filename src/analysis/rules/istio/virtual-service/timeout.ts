import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { durationFaults } from '../../../connection-pool';
import { Severity } from '../../../finding';
import type { ObjectRule } from '../../../rule';

export const timeout: ObjectRule = {
  name: 'virtual-service/timeout',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(({ path, value }) => [...durationFaults(value.timeout, `${path}.timeout`)]),
};
