import { textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { destinationRules } from '../../objects/destination-rules';
import { KnownHosts } from '../../objects/known-hosts';

export const unknownHost: MeshRule<MeshModel> = {
  name: 'destination-rule/unknown-host',
  severity: Severity.WARNING,
  upstream: 'IST0174',
  assumesWholeCluster: true,
  * check(model) {
    for (const { ref, spec } of destinationRules(model)) {
      const host = textOf(spec.host) ?? '';
      const hosts = KnownHosts.of(model);
      // A wildcard applies to all hosts that it covers, not only to an entry with the same wildcard.
      const isKnown = hosts.find(host, ref.namespace, textsOf(spec.exportTo)).length > 0 || (host.startsWith('*') && hosts.hasBelow(host));
      if (!isKnown) { yield { object: ref.index, message: `'spec.host' is not the host of a service that namespace ${quote(ref.namespace)} sees, got ${quote(host)}; correct it, the rule has no effect` }; }
    }
  },
};
