import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { GATEWAY, portOf, serversOf } from '../../objects/gateway-spec';

export const portName: ObjectRule = {
  name: 'gateway/port-name',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: GATEWAY,
  * check(object) {
    const ports = serversOf(object).map(server => ({ path: `${server.path}.port.name`, name: portOf(server).name }));
    for (const { path, name } of ports) {
      if (typeof name !== 'string' || name === '') { yield `'${path}' is required; give each port of the Gateway a different name`; }
    }
    for (const name of duplicatesOf(ports.map(port => port.name))) {
      if (name !== '') { yield `'spec.servers' must not have two ports with the same name, got ${quote(name)} twice; rename one`; }
    }
  },
};
