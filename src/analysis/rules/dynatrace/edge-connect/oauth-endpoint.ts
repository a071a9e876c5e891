import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const oauthEndpoint: ObjectRule = {
  name: 'edge-connect/oauth-endpoint',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    const { endpoint = '' } = spec.oauth ?? {};
    if (parseGoUrl(endpoint)?.scheme !== 'https') {
      yield `'spec.oauth.endpoint' must be a URL that begins with https://, got ${quote(endpoint)}; write https://sso.dynatrace.com/sso/oauth2/token`;
    }
  }),
};
