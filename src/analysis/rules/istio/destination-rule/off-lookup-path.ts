import { selects } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { Exposure } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { namespacesWithClients, workloadsInNamespace } from '../../objects/gateway-namespaces';
import { ANY_NAMESPACE, servicesByNamespace } from '../../objects/hosts-by-namespace';

export const offLookupPath: MeshRule<MeshModel> = {
  name: 'destination-rule/off-lookup-path',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, host, exposure, isPrivate } of model.destinationRules.all) {
      // A rule that is exported to other namespaces is meant to apply there.
      const isForOthers = !isPrivate && (exposure.everywhere || exposure.namespaces.size > 0);
      if (!isForOthers || ref.namespace === model.settings.rootNamespace || workloadsInNamespace(model, ref.namespace) !== 'unknown') { continue; }
      const service = servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(host)[0];
      if (!service || (servicesByNamespace(model).get(ref.namespace)?.coveredBy(host) ?? []).length > 0) { continue; }
      if (!hasOtherClient(model, exposure, service)) { continue; }
      yield {
        object: ref.index,
        related: service.ref.index,
        message: `'metadata.namespace' is a namespace where only its own clients look for the rule, got ${quote(ref.namespace)}, and no such client is known; move the rule to namespace `
          + `${quote(service.namespace)}, where ${quote(service.host)} is, or to the namespaces of the clients`,
      };
    }
  },
};

/** Whether a client of a service is among the objects, to which the rule is exported. The workloads behind the service are no clients. */
function hasOtherClient(model: MeshModel, exposure: Exposure, { namespace, selector }: Service): boolean {
  const namespaces = namespacesWithClients(model);
  const exposed = exposure.everywhere ? [...namespaces] : [...exposure.namespaces].filter(name => namespaces.has(name));
  return exposed.some(name => name !== namespace || selector === undefined
    || model.workloadsIn(name).some(({ labels }) => !selects(selector, labels)));
}
