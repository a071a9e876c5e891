import { gatewayNameFaults } from './gateway-names';
import { VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const oldGatewayName: ObjectRule = {
  name: 'virtual-service/old-gateway-name',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: VIRTUAL_SERVICE,
  check: object => gatewayNameFaults(object).warnings,
};
