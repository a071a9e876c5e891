import { resolutionOf, specOf } from './service-entry-spec';
import { hasNoAddress } from './whole-port';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { RESERVED_PORTS } from '../../../model/pods/proxy-ports';
import { isSingleAddress } from '../../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

export const reservedPort: MeshRule<MeshModel> = {
  name: 'service-entry/reserved-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const entry of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      const spec = specOf(entry.object);
      for (const [index, { number, protocol }] of (spec.ports ?? []).entries()) {
        const family = protocolFamily(protocol);
        if (!RESERVED_PORTS.has(number) || family === ProtocolFamily.UDP) { continue; }
        if (family !== ProtocolFamily.HTTP && hasOwnListener(model, entry)) { continue; }
        const remedies = [
          `let clients dial another port${resolutionOf(spec) === 'NONE' ? '' : ", and set this port as 'targetPort'"}`,
          ...family === ProtocolFamily.HTTP ? [] : ["set 'spec.addresses' to the addresses that clients dial"],
        ];
        yield {
          object: entry.ref.index,
          message: `'spec.ports[${index}].number' is a port of the sidecar itself, where it does not forward connections to other hosts, got ${quote(number)}; ${remedies.join(', or ')}`,
        };
      }
    }
  },
};

/** Whether sidecars listen at the address of an entry: a listener for one address takes precedence over one for all addresses. */
function hasOwnListener(model: MeshModel, entry: MeshObject): boolean {
  const { addresses = [] } = specOf(entry.object);
  return !hasNoAddress(model, entry) && addresses.every(isSingleAddress);
}
