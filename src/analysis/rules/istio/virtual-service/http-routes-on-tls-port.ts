import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isLiveHttpRule, opaquePorts } from '../../objects/http-rules';

export const httpRoutesOnTlsPort: MeshRule<MeshModel> = {
  name: 'virtual-service/http-routes-on-tls-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const virtualService of model.virtualServices) {
      for (const rule of virtualService.http) {
        if (isLiveHttpRule(model, virtualService, rule)) { continue; }
        const port = opaquePorts(model, virtualService, rule).find(({ service }) => service);
        if (!port) { continue; }
        yield {
          object: virtualService.ref.index,
          related: port.service!.ref.index,
          message: `'spec.http' has no effect on port ${port.number} of ${describeRef(port.service!.ref)}, where sidecars see no requests, got the protocol ${quote(port.protocol)}; `
            + "use 'spec.tls' with 'sniHosts', or let clients send plain HTTP to a port with the protocol HTTP and start TLS with a DestinationRule",
        };
        break;
      }
    }
  },
};
