import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { dnsLabelFaults } from '../../shared/dns-label';

export const destinationSubset: ObjectRule = {
  name: 'virtual-service/destination-subset',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value: { subset } } of [...routeDestinations(object), ...mirrorDestinations(object)]) {
      if (typeof subset === 'string' && subset !== '') { yield* dnsLabelFaults(`${path}.subset`, subset); }
    }
  },
};
