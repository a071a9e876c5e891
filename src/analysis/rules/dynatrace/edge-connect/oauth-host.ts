import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

const HOSTS: readonly string[] = ['sso.dynatrace.com', 'sso-dev.dynatracelabs.com', 'sso.sprint.dynatracelabs.com'];

export const oauthHost: ObjectRule = {
  name: 'edge-connect/oauth-host',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    const { endpoint = '' } = spec.oauth ?? {};
    const url = parseGoUrl(endpoint);
    if (url && !HOSTS.includes(url.host)) {
      yield `'spec.oauth.endpoint' must have one of the hosts ${quoteAll(HOSTS)}, without a port, got ${quote(endpoint)}; write https://sso.dynatrace.com/sso/oauth2/token`;
    }
  }),
};
