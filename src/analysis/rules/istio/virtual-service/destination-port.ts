import { isPort } from './port-numbers';
import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const destinationPort: ObjectRule = {
  name: 'virtual-service/destination-port',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value: { port } } of [...routeDestinations(object), ...mirrorDestinations(object)]) {
      if (isRecord(port) && !isPort(port.number ?? 0)) { yield `'${path}.port.number' must be a port, 1 to 65535, got ${quote(port.number ?? 'nothing')}`; }
    }
  },
};
