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
      yield "'spec.kubernetesAutomation.enabled' needs 'spec.oauth.provisioner', got it without; set it to true, with an OAuth client that may provision";
    }
  }),
};
