import { httpRoutes, isDelegate, specOf, VIRTUAL_SERVICE } from './virtual-service-spec';
import { isRecord, listOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const FIELDS = ['gateways', 'tls', 'tcp'];

export const delegateFields: ObjectRule = {
  name: 'virtual-service/delegate-fields',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    if (!isDelegate(object)) { return; }
    const spec = specOf(object);
    for (const field of FIELDS) {
      if (listOf(spec[field]).length > 0) { yield `'spec.${field}' must not be set if 'spec.hosts' is empty, because only http routes can be delegated; add hosts, or remove it`; }
    }
    for (const { path, value } of httpRoutes(object)) {
      // For a route that delegates, istiod checks this first.
      if (isRecord(value.delegate)) { yield `'${path}.delegate' must not be set if 'spec.hosts' is empty, because a delegate can't delegate again; add hosts, or remove it`; }
    }
  },
};
