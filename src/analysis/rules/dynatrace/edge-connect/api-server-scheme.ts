import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../finding';
import { parseGoUrl } from '../../../go-url';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const apiServerScheme: ObjectRule = {
  name: 'edge-connect/api-server-scheme',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    const { apiServer = '' } = spec;
    const url = parseGoUrl(apiServer);
    if (url === undefined || url.scheme !== '') {
      yield `'spec.apiServer' must be a host name without scheme and port, got ${quote(apiServer)}; write <environment>.apps.dynatrace.com`;
    }
  }),
};
