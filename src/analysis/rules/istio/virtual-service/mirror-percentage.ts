import { mirrorPercentField } from './mirror-percent-field';
import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { itemSites } from '../../shared/site';

export const mirrorPercentage: ObjectRule = {
  name: 'virtual-service/mirror-percentage',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of httpRoutes(object)) {
      const field = mirrorPercentField(value);
      yield* faults(value[field], `${path}.${field}`);
      yield* faults(recordOf(value.mirrorPercentage).value, `${path}.mirrorPercentage.value`);
      for (const mirror of itemSites(value.mirrors, `${path}.mirrors`)) { yield* faults(recordOf(mirror.value.percentage).value, `${mirror.path}.percentage.value`); }
    }
  },
};

function* faults(percentage: unknown, path: string): Iterable<string> {
  if (typeof percentage === 'number' && !(percentage >= 0 && percentage <= 100)) { yield `'${path}' must be from 0 to 100, got ${quote(percentage)}`; }
}
