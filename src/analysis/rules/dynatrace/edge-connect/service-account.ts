import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const serviceAccount: ObjectRule = {
  name: 'edge-connect/service-account',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    if (spec.serviceAccountName === '') { yield "'spec.serviceAccountName' must not be empty; remove it for the default \"dynatrace-edgeconnect\""; }
  }),
};
