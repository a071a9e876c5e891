import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isDns1035Label } from '../../../syntax/dns1035';

export const telemetryServiceName: ObjectRule = {
  name: 'dynakube/telemetry-service-name',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { serviceName = '' } = spec.telemetryIngest ?? {};
    if (serviceName !== '' && !isDns1035Label(serviceName)) {
      yield `'spec.telemetryIngest.serviceName' must consist of lower-case letters, digits and dashes, 63 characters at most, and begin with a letter, got ${quote(serviceName)}`;
    }
  }),
};
