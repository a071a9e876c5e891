import { describeRef } from '../../../base/object-ref';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';
import { coversHost } from '../../../syntax/hosts';
import { ProtocolFamily } from '../../../syntax/protocols';
import { HostIndex } from '../../objects/host-index';

export const tlsNarrowsWildcard: MeshRule<MeshModel> = {
  name: 'virtual-service/tls-narrows-wildcard',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const wildcards = new HostIndex<Service>();
    for (const service of model.services) {
      if (service.host.startsWith('*')) { wildcards.add(service.host, service); }
    }
    for (const virtualService of model.virtualServices) {
      if (!virtualService.gateways.includes(MESH_GATEWAY) || virtualService.tls.length === 0) { continue; }
      const services = new Set(virtualService.hosts.flatMap(host => [...wildcards.covering(host), ...wildcards.coveredBy(host)]));
      for (const service of services) {
        const port = service.ports.find(({ number, family }) => family === ProtocolFamily.TLS && isNarrowed(virtualService, service.host, number));
        if (!port) { continue; }
        yield {
          object: virtualService.ref.index,
          related: service.ref.index,
          message: `'spec.tls' replaces the match for all names of ${describeRef(service.ref)} on port ${port.number}, and leaves only ${quoteAll(namesOn(virtualService, port.number))}: `
            + `all other names are blocked; add a route for ${quote(service.host)}`,
        };
        break;
      }
    }
  },
};

function isNarrowed(virtualService: VirtualService, host: string, port: number): boolean {
  const names = namesOn(virtualService, port);
  return names.length > 0 && !names.some(name => coversHost(name, host));
}

/** The server names that the routes for sidecars match on a port. */
function namesOn({ tls }: VirtualService, port: number): string[] {
  const matches = tls.flatMap(rule => rule.matches)
    .filter(match => (match.port === undefined || match.port === port) && (match.gateways.length === 0 || match.gateways.includes(MESH_GATEWAY)));
  return [...new Set(matches.flatMap(({ sniHosts }) => sniHosts))].sort();
}
