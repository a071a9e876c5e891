import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDnsLabel } from '../../../syntax/hosts';

export const destinationSubset: ObjectRule = {
  name: 'virtual-service/destination-subset',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value: { subset } } of [...routeDestinations(object), ...mirrorDestinations(object)]) {
      if (typeof subset === 'string' && subset !== '' && !isDnsLabel(subset)) {
        yield `'${path}.subset' must be a DNS label: letters, digits and "-", 63 characters at most, got ${quote(subset)}`;
      }
    }
  },
};
