import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isPort } from '../../shared/port-numbers';

export const destinationPort: ObjectRule = {
  name: 'virtual-service/destination-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value: { port } } of [...routeDestinations(object), ...mirrorDestinations(object)]) {
      if (isRecord(port) && !isPort(port.number ?? 0)) { yield `'${path}.port.number' must be a port from 1 to 65535, got ${quote(port.number ?? 'nothing')}`; }
    }
  },
};
