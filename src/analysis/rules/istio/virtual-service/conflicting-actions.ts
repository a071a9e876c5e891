import { httpRoutes, isDelegate, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord, JsonObject, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const conflictingActions: ObjectRule = {
  name: 'virtual-service/conflicting-actions',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const { path, value } of httpRoutes(object)) {
      if (isRecord(value.delegate) && !isDelegate(object)) { continue; }
      const answer = ['redirect', 'directResponse'].find(field => isRecord(value[field]));
      if (answer !== undefined) {
        for (const field of forwarding(value, answer)) { yield `'${path}' must not have both '${field}' and '${answer}', which forwards nothing; remove one of them`; }
      }
      if (isRecord(value.mirror) && listOf(value.mirrors).length > 0) { yield `'${path}' must not have both 'mirror' and 'mirrors'; put all into 'mirrors'`; }
    }
  },
};

function forwarding(route: JsonObject, answer: string): string[] {
  const objects = ['fault', 'rewrite', 'directResponse'].filter(field => field !== answer && isRecord(route[field]));
  return [...listOf(route.route).length > 0 ? ['route'] : [], ...objects];
}
