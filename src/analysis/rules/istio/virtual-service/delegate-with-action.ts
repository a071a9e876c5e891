import { httpRoutes, isDelegate, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const delegateWithAction: ObjectRule = {
  name: 'virtual-service/delegate-with-action',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    if (isDelegate(object)) { return; }
    for (const { path, value } of httpRoutes(object)) {
      if (!isRecord(value.delegate)) { continue; }
      const given = [...isRecord(value.redirect) ? ['redirect'] : [], ...listOf(value.route).length > 0 ? ['route'] : []];
      for (const field of given) { yield `'${path}' must not have both '${field}' and 'delegate', because another VirtualService decides about delegated requests; remove one of them`; }
    }
  },
};
