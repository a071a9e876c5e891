import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

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
