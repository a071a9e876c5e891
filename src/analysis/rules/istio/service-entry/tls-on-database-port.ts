import { specOf } from './service-entry-spec';
import { captureRemedy, hasNoAddress, plaintextDatabase } from './whole-port';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isSingleAddress } from '../../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';
import { objectsOf } from '../../objects/mesh-objects';

export const tlsOnDatabasePort: MeshRule<MeshModel> = {
  name: 'service-entry/tls-on-database-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const entry of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      const { addresses = [], ports = [] } = specOf(entry.object);
      for (const [index, port] of ports.entries()) {
        const { number, protocol = '' } = port;
        const database = plaintextDatabase(port);
        if (database === undefined || protocolFamily(protocol) !== ProtocolFamily.TLS) { continue; }
        // At one address, a sidecar takes all bytes. Within a range, it looks for the server name.
        if (!hasNoAddress(model, entry) && addresses.every(isSingleAddress)) { continue; }
        const remedies = ["set 'spec.addresses' to the addresses that clients dial", ...captureRemedy(entry.object, model.settings)];
        yield {
          object: entry.ref.index,
          message: `'spec.ports[${index}].protocol' makes sidecars wait for a TLS server name, got ${quote(protocol)} on port ${number}, but clients of ${database} start in plain text, so `
            + `they can't connect; declare TCP, and ${remedies.join(', or ')}`,
        };
      }
    }
  },
};
