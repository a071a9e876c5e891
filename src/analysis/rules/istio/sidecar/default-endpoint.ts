import { SIDECAR, specOf } from './sidecar-spec';
import { MAX_PORT } from '../../../base/port-number';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isUnixAddress, UNIX_SCHEME } from '../../../syntax/unix-address';

/** Go also accepts hosts in unnecessary brackets, and ports with a sign. */
const ENDPOINT = /^(?:\[(?:::1?|127\.0\.0\.1|0\.0\.0\.0)?\]|127\.0\.0\.1|0\.0\.0\.0)?:([+-]?[0-9]+)$/;
export const defaultEndpoint: ObjectRule = {
  name: 'sidecar/default-endpoint',
  severity: Severity.ERROR,
  upstream: 'webhook',
  kinds: SIDECAR,
  * check(object) {
    for (const [index, { defaultEndpoint: endpoint = '' }] of (specOf(object).ingress ?? []).entries()) {
      if (endpoint === '' || isEndpoint(endpoint)) { continue; }
      yield `'spec.ingress[${index}].defaultEndpoint' must be "127.0.0.1:port", "0.0.0.0:port", "[::1]:port", "[::]:port", ":port" or "unix:///path", got ${quote(endpoint)}`;
    }
  },
};

function isEndpoint(text: string): boolean {
  if (text.startsWith(UNIX_SCHEME)) { return isUnixAddress(text); }
  const port = Number(ENDPOINT.exec(text)?.[1]);
  return port >= 1 && port <= MAX_PORT;
}
