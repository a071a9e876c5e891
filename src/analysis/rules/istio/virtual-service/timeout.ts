import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { durationFaults } from '../../shared/connection-pool';

export const timeout: ObjectRule = {
  name: 'virtual-service/timeout',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object).flatMap(({ path, value }) => [...durationFaults(value.timeout, `${path}.timeout`)]),
};
