import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { StaticMatch } from '../../../model/virtual-service';
import { isForSidecarsOnly, portsOfHosts } from '../../objects/ports-of-hosts';

export const undeclaredMatchPort: MeshRule<MeshModel> = {
  name: 'virtual-service/undeclared-match-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const virtualService of model.virtualServices) {
      const { ref, hosts, http, tls, tcp } = virtualService;
      const rules: readonly { readonly matches: readonly StaticMatch[] }[] = [...http, ...tls, ...tcp];
      const matches = rules.flatMap(rule => rule.matches).filter(match => match.port !== undefined && isForSidecarsOnly(virtualService, match));
      const ports = matches.length === 0 ? undefined : portsOfHosts(model, virtualService);
      const service = ports?.find(port => port.service)?.service;
      if (!ports || !service) { continue; }
      const declared = new Set(ports.map(({ number }) => number));
      const match = matches.find(({ port }) => !declared.has(port!));
      if (!match) { continue; }
      const known = [...declared].sort((a, b) => a - b).join(', ');
      yield {
        object: ref.index,
        related: service.ref.index,
        message: `'spec' matches port ${match.port}, which ${describeRef(service.ref)} does not declare for ${quote(hosts[0])}: the match never applies; declare the port, or match one of ${known}`,
      };
    }
  },
};
