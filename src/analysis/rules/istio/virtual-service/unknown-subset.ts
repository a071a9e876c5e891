import { destinationSites } from './destination-sites';
import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { serviceSuffix } from '../../../syntax/service-hosts';
import { DESTINATION_RULE, subsetsOf } from '../../objects/destination-rule-spec';
import { HostIndex } from '../../objects/host-index';
import { fullName } from '../../objects/known-hosts';
import { objectsOf } from '../../objects/mesh-objects';

export const unknownSubset: MeshRule<MeshModel> = {
  name: 'virtual-service/unknown-subset',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  * check(model) {
    const suffix = serviceSuffix(model.settings);
    const named = new Set<string>();
    const byWildcard = new HostIndex<string>();
    for (const { ref, object, spec } of objectsOf(model, DESTINATION_RULE[0])) {
      const host = textOf(spec.host) ?? '';
      for (const { value: { name } } of subsetsOf(object)) {
        named.add(JSON.stringify([ownerOf(host, ref.namespace, suffix), name]));
        if (host.startsWith('*')) { byWildcard.add(host, String(name)); }
      }
    }
    for (const { from: { ref }, site: { path }, host, subset } of destinationSites(model)) {
      if (subset === '' || named.has(JSON.stringify([ownerOf(host, ref.namespace, suffix), subset]))) { continue; }
      if (byWildcard.covering(fullName(host, ref.namespace, model.settings)).includes(subset)) { continue; }
      yield {
        object: ref.index,
        message: `'${path}.subset' must be defined by a DestinationRule for ${quote(host)} in namespace ${quote(ref.namespace)}, got ${quote(subset)}; add it, or remove the subset`,
      };
    }
  },
};

/** A Service is known by its name in all namespaces; any other host only in the namespace of the DestinationRule. */
function ownerOf(host: string, namespace: string, suffix: string): string {
  const [, name, own] = host.endsWith(suffix) ? /^(.+)\.([^.]+)$/.exec(host.slice(0, -suffix.length)) ?? [] : [];
  return name === undefined ? `${namespace}/${host}` : `${own}/${name}`;
}
