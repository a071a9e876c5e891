import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const automation: ObjectRule = {
  name: 'edge-connect/automation',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    if (spec.kubernetesAutomation?.enabled === true && spec.oauth?.provisioner !== true) {
      yield "'spec.kubernetesAutomation.enabled' needs 'spec.oauth.provisioner'; set it to true, and use an OAuth client that may create EdgeConnects";
    }
  }),
};
