import { importsOf } from './proxy-scopes';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Sidecar } from '../../../model/sidecar';
import { destinationsFor, MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';
import { HostIndex } from '../../objects/host-index';

export const unimportedVirtualService: MeshRule<MeshModel> = {
  name: 'mesh/unimported-virtual-service',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const importers = importersByNamespace(model);
    const reported = new Set<string>();
    for (const virtualService of model.virtualServices) {
      if (!virtualService.gateways.includes(MESH_GATEWAY)) { continue; }
      for (const host of virtualService.hosts.filter(name => routesElsewhere(virtualService, name))) {
        for (const service of model.servicesOf(host).filter(({ namespace }) => namespace !== virtualService.namespace)) {
          for (const sidecar of importers.get(service.namespace)?.covering(host) ?? []) {
            const key = `${sidecar.ref.index} ${virtualService.ref.index}`;
            const isSeen = [service, virtualService].every(({ exposure }) => isExposedTo(exposure, sidecar.namespace));
            const isImported = importsOf(model, sidecar.namespace, sidecar).includesVirtualService([host], virtualService.namespace);
            if (!isSeen || isImported || reported.has(key)) { continue; }
            reported.add(key);
            yield {
              object: sidecar.ref.index,
              related: virtualService.ref.index,
              message: `'spec.egress.hosts' imports ${quote(host)} but not ${describeRef(virtualService.ref)}, which routes its traffic elsewhere, so traffic goes directly to the host; `
                + `add ${quote(`${virtualService.namespace}/${host}`)}`,
            };
          }
        }
      }
    }
  },
};

/** Whether a VirtualService routes the traffic of sidecars for a host to another host, such as that of a gateway. */
function routesElsewhere(virtualService: VirtualService, host: string): boolean {
  return destinationsFor(virtualService, virtualService.namespace).some(destination => destination.host !== host);
}

/** The Sidecars by the hosts that they import from a listed namespace. Sidecars that import a host from any namespace import its VirtualServices too. */
function importersByNamespace(model: MeshModel): Map<string, HostIndex<Sidecar>> {
  const importers = new Map<string, HostIndex<Sidecar>>();
  for (const sidecar of model.sidecars) {
    for (const host of new Set(sidecar.egress.flatMap(({ hosts }) => hosts))) {
      const parts = parseEgressHost(host);
      if (!parts || parts.exclusion || ['*', '~'].includes(parts.namespace)) { continue; }
      const namespace = parts.namespace === '.' ? sidecar.namespace : parts.namespace;
      const index = importers.get(namespace) ?? new HostIndex<Sidecar>();
      importers.set(namespace, index);
      index.add(parts.dnsName, sidecar);
    }
  }
  return importers;
}
