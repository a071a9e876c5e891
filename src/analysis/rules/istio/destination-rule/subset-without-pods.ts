import { endpointLabels, entrySelector } from './endpoint-labels';
import { textOf, textsOf } from '../../../base/json';
import { labelsOf, selects, showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { withoutCluster, withoutTopology } from '../../../model/topology-labels';
import { subsetsOf } from '../../objects/destination-rule-spec';
import { destinationRules } from '../../objects/destination-rules';
import { fullName, KnownHosts } from '../../objects/known-hosts';
import { podsWith } from '../../objects/pods';

export const subsetWithoutPods: MeshRule<MeshModel> = {
  name: 'destination-rule/subset-without-pods',
  severity: Severity.ERROR,
  upstream: 'IST0173',
  assumesWholeCluster: true,
  * check(model) {
    for (const { ref, object, spec } of destinationRules(model)) {
      const subsets = subsetsOf(object);
      const host = textOf(spec.host) ?? '';
      const service = subsets.length === 0 ? undefined : KnownHosts.of(model).find(host, ref.namespace, textsOf(spec.exportTo))[0];
      if (!service) { continue; }
      const endpoints = endpointLabels(model, fullName(host, ref.namespace, model.settings));
      for (const { path, value } of subsets) {
        const labels = labelsOf(value.labels);
        const known = withoutTopology(labels);
        // The node of a pod decides its other labels. The default ingress gateway, which is only assumed, is not meant by them.
        const isOpen = Object.keys(known).length < Object.keys(labels).length;
        const pods = podsWith(model, { ...entrySelector(model, service.object), ...known })
          .filter(({ object: creator }) => !isOpen || creator !== undefined);
        const selected = withoutCluster(labels);
        if (pods.length > 0 || endpoints.some(given => selects(selected, given))) { continue; }
        yield {
          object: ref.index,
          related: service.object,
          message: `'${path}.labels' select no pods and no endpoints, got ${quote(showLabels(labels))}: requests to the subset fail; set labels of pods or endpoints`,
        };
      }
    }
  },
};
