import { importedOn } from './imported-services';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import type { EgressListener, Sidecar } from '../../../model/sidecar';
import { ANY_ADDRESS } from '../../../reach/proxy/listeners';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

export const boundListener: MeshRule<MeshModel> = {
  name: 'mesh/bound-listener',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    for (const sidecar of model.sidecars) {
      for (const listener of sidecar.egress) {
        const { port, bind } = listener;
        // A Unix domain socket has no port. The address of all interfaces counts as no address.
        if (!port || port.number === 0 || bind === undefined || bind === ANY_ADDRESS) { continue; }
        // The listener distinguishes requests by their host.
        if (protocolFamily(port.protocol) === ProtocolFamily.HTTP) { continue; }
        const [first, second] = twoOn(model, sidecar, listener, port.number);
        if (!second) { continue; }
        yield {
          object: sidecar.ref.index,
          related: second.ref.index,
          message: `'spec.egress' has a listener for port ${port.number} that is bound to ${quote(bind)} and sends all connections to one host, but it imports ${quote(first.host)} of `
            + `${describeRef(first.ref)} and ${quote(second.host)} of ${describeRef(second.ref)}; import one host, or remove 'bind' and 'captureMode'`,
        };
      }
    }
  },
};

/** The first services of two hosts that a listener imports. */
function twoOn(model: MeshModel, sidecar: Sidecar, listener: EgressListener, port: number): Service[] {
  const found: Service[] = [];
  for (const service of importedOn(model, sidecar, [listener], port)) {
    if (found.length === 0 || service.host !== found[0].host) { found.push(service); }
    if (found.length === 2) { break; }
  }
  return found;
}
