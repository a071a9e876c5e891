import { changesOf } from './header-changes';
import { isAuthorityHeader } from './header-names';
import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const authoritySetTwice: ObjectRule = {
  name: 'virtual-service/authority-set-twice',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const route of httpRoutes(object)) {
      const byRewrite = recordOf(route.value.rewrite).authority;
      const byHeaders = changesOf(route)
        .filter(({ of, operation, name }) => of === 'request' && operation !== 'remove' && isAuthorityHeader(name))
        .map(({ value }) => value);
      // Only the last value may be empty. Empty values before it count as not set.
      if ([byRewrite, ...byHeaders].slice(0, -1).some(value => typeof value === 'string' && value !== '')) {
        yield `'${route.path}' must not set the host of requests more than once, by 'rewrite.authority' or by the headers "host" and ":authority"; keep one`;
      }
    }
  },
};
