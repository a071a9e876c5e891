import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import { quote, quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';

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
