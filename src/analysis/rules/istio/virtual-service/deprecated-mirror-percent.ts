import { mirrorPercentField } from './mirror-percent-field';
import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const deprecatedMirrorPercent: ObjectRule = {
  name: 'virtual-service/deprecated-mirror-percent',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: VIRTUAL_SERVICE,
  check: object => httpRoutes(object)
    .map(({ path, value }) => ({ path: `${path}.${mirrorPercentField(value)}`, percent: value[mirrorPercentField(value)] }))
    .filter(({ percent }) => typeof percent === 'number')
    .map(({ path }) => `'${path}' is deprecated; use 'mirrorPercentage'`),
};
