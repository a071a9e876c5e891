import { checkEdgeConnect, EDGE_CONNECT } from './edge-connect-rule';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const hostPatterns: ObjectRule = {
  name: 'edge-connect/host-patterns',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: EDGE_CONNECT,
  check: checkEdgeConnect(function* ({ spec }) {
    if (spec.oauth?.provisioner === true && (spec.hostPatterns ?? []).length === 0 && spec.kubernetesAutomation?.enabled !== true) {
      yield "'spec.hostPatterns' must have at least one host with 'spec.oauth.provisioner', unless 'spec.kubernetesAutomation.enabled' is true; add a host";
    }
  }),
};
