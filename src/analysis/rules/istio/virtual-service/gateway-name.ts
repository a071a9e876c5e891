import { gatewayNameFaults } from './gateway-names';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const gatewayName: ObjectRule = {
  name: 'virtual-service/gateway-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  check: object => gatewayNameFaults(object).errors,
};
