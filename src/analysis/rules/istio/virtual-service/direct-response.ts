import { httpRoutes, VIRTUAL_SERVICE } from './virtual-service-spec';
import { base64Bytes, utf8Length } from '../../../base/bytes';
import { recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { fieldSites, Site } from '../../shared/site';

/** In bytes. */
const MAX_BODY = 1024 * 1024;

export const directResponse: ObjectRule = {
  name: 'virtual-service/direct-response',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: VIRTUAL_SERVICE,
  * check(object) {
    for (const response of httpRoutes(object).flatMap(route => fieldSites(route, 'directResponse'))) {
      const { status } = response.value;
      if (typeof status === 'number' && (status < 200 || status > 600)) { yield `'${response.path}.status' must be from 200 to 600, got ${quote(status)}`; }
      const size = bodySize(response);
      if (size > MAX_BODY) { yield `'${response.path}.body' must have at most ${MAX_BODY} bytes, got "${size}"`; }
    }
  },
};

function bodySize({ value }: Site): number {
  const { string, bytes } = recordOf(value.body);
  if (typeof string === 'string') { return utf8Length(string); }
  return typeof bytes === 'string' ? base64Bytes(bytes).length : 0;
}
