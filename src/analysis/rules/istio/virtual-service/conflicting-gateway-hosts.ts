import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';
import { OnePerObject } from '../../objects/one-per-object';

export const conflictingGatewayHosts: MeshRule<MeshModel> = {
  name: 'virtual-service/conflicting-gateway-hosts',
  severity: Severity.WARNING,
  upstream: 'ours',
  check(model) {
    const first = new Map<string, VirtualService>();
    const found = new OnePerObject();
    for (const virtualService of model.virtualServices) {
      for (const gateway of virtualService.gateways.filter(name => name !== MESH_GATEWAY)) {
        for (const host of virtualService.hosts) {
          const key = JSON.stringify([gateway, host]);
          const other = first.get(key) ?? virtualService;
          first.set(key, other);
          if (other === virtualService) { continue; }
          found.add(
            virtualService.ref, other.ref,
            () => `'spec.hosts' has ${quote(host)} for Gateway ${quote(gateway)}, and so does ${describeRef(other.ref)}: the order of their routes depends on their age; `
              + 'merge them, or make their matches exclude each other',
          );
        }
      }
    }
    return found.violations;
  },
};
