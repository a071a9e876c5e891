import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { destinationsFor, MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';

export const subsetOffPath: MeshRule<MeshModel> = {
  name: 'virtual-service/subset-off-path',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const definedBy = model.once('rules by host and subset', () => new Map(model.destinationRules.all
      .flatMap(rule => rule.subsets.map(({ name }) => [JSON.stringify([rule.host, name]), rule] as const))));
    for (const virtualService of model.virtualServices) {
      if (!virtualService.gateways.includes(MESH_GATEWAY)) { continue; }
      const reported = new Set<string>();
      for (const { host, subset } of destinationsFor(virtualService, virtualService.namespace)) {
        const key = JSON.stringify([host, subset]);
        const rule = subset === undefined ? undefined : definedBy.get(key);
        // A rule for some workloads does not apply to the others.
        if (subset === undefined || !rule || rule.selector || reported.has(key) || isFound(model, virtualService, host, subset)) { continue; }
        reported.add(key);
        yield {
          object: virtualService.ref.index,
          related: rule.ref.index,
          message: `'spec' routes to the subset ${quote(subset)} of ${quote(host)}, but no client finds ${describeRef(rule.ref)}: clients look only in their own namespace, that of the service `
            + 'and the root namespace, and only at rules that are exported to them; move the rule there',
        };
      }
    }
  },
};

/** Whether any client of a VirtualService finds a subset. If the clients are not known, clients of its own namespace are assumed. */
function isFound(model: MeshModel, { exposure, namespace }: VirtualService, host: string, subset: string): boolean {
  const services = model.servicesOf(host);
  const clients = exposure.everywhere ? new Set([namespace, ...clientNamespaces(model)]) : exposure.namespaces;
  const finds = (client: string) => services.some(service => model.destinationRules.for(service, client)
    .some(rule => rule.subsets.some(({ name }) => name === subset)));
  return services.length === 0 || [...clients].some(finds);
}

function clientNamespaces(model: MeshModel): ReadonlySet<string> {
  return model.once('namespaces of workloads', () => new Set(model.workloads.map(workload => workload.namespace)));
}
