import { overlappingMatches } from './overlapping-matches';
import { append } from '../../../base/group-by';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';
import { OnePerObject } from '../../objects/one-per-object';

/** How many VirtualServices of one host and Gateway a VirtualService is compared with. */
const MAX_COMPARED = 50;

export const conflictingGatewayHosts: MeshRule<MeshModel> = {
  name: 'virtual-service/conflicting-gateway-hosts',
  severity: Severity.WARNING,
  upstream: 'ours',
  check(model) {
    const before = new Map<string, VirtualService[]>();
    const found = new OnePerObject();
    for (const virtualService of model.virtualServices) {
      for (const gateway of new Set(virtualService.gateways.filter(name => name !== MESH_GATEWAY))) {
        for (const host of new Set(virtualService.hosts)) {
          const key = JSON.stringify([gateway, host]);
          const other = found.has(virtualService.ref) ? undefined
            : before.get(key)?.slice(-MAX_COMPARED).find(candidate => overlappingMatches(candidate, virtualService, gateway));
          append(before, key, virtualService);
          if (!other) { continue; }
          found.add(
            virtualService.ref, other.ref,
            () => `'spec.hosts' has ${quote(host)} for Gateway ${quote(gateway)}, and so does ${describeRef(other.ref)}, and a request can match both: which route it takes depends on `
              + 'their age; merge them, or make their matches exclude each other',
          );
        }
      }
    }
    return found.violations;
  },
};
