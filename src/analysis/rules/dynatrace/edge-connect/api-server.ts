import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

const DOMAINS: readonly string[] = ['.apps.dynatrace.com', '.dev.apps.dynatracelabs.com', '.sprint.apps.dynatracelabs.com'];

export const apiServer: ObjectRule = {
  name: 'edge-connect/api-server',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    const { apiServer: server = '' } = spec;
    const url = parseGoUrl(`https://${server}`);
    const isHost = url?.host === server && !server.includes('@');
    if (!isHost || !DOMAINS.some(domain => url.hostname.endsWith(domain) && url.hostname.length > domain.length)) {
      yield `'spec.apiServer' must be the host of an environment that ends in ${quoteAll(DOMAINS)}, in lower case, got ${quote(server)}; write <environment>.apps.dynatrace.com`;
    }
  }),
};
