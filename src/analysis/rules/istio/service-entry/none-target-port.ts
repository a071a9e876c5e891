import { portsOf, resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const noneTargetPort: ObjectRule = {
  name: 'service-entry/none-target-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  until: '1.22',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (resolutionOf(spec) !== 'NONE') { return; }
    for (const { path, targetPort, number } of portsOf(spec)) {
      if (targetPort !== undefined && targetPort !== number) {
        yield `'${path}.targetPort' has no effect with the resolution NONE before Istio 1.22, got ${quote(targetPort)}; upgrade Istio, or use DNS`;
      }
    }
  },
};
