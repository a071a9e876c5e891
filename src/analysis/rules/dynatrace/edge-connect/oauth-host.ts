import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import { quote, quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
