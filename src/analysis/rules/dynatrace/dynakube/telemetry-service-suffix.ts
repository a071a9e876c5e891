import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const RESERVED: readonly string[] = ['-extension-controller', '-telemetry-ingest', '-activegate', '-webhook'];

export const telemetryServiceSuffix: ObjectRule = {
  name: 'dynakube/telemetry-service-suffix',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { serviceName = '' } = spec.telemetryIngest ?? {};
    const suffix = RESERVED.find(each => serviceName.endsWith(each));
    if (suffix !== undefined) {
      yield `'spec.telemetryIngest.serviceName' must not end in ${quote(suffix)}, which the operator uses for its own Services, got ${quote(serviceName)}; remove it or choose another name`;
    }
  }),
};
