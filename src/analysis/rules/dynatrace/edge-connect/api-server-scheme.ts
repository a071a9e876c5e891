import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { parseGoUrl } from '../../../syntax/go-url';

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
