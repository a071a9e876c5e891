import { importedOn, importsOfListeners } from './imported-services';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { portOf, Service } from '../../../model/service';
import type { EgressListener, Sidecar } from '../../../model/sidecar';
import { ProtocolFamily } from '../../../syntax/protocols';

export const listenerHidesHosts: MeshRule<MeshModel> = {
  name: 'mesh/listener-hides-hosts',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const sidecar of model.sidecars) {
      const catchAll = sidecar.egress.filter(({ port }) => port === undefined);
      if (catchAll.length === 0) { continue; }
      for (const { port } of sidecar.egress) {
        if (!port || port.number === 0 || port.protocol === 'HTTP_PROXY') { continue; }
        const service = hiddenOn(model, sidecar, catchAll, port.number);
        if (!service) { continue; }
        yield {
          object: sidecar.ref.index,
          related: service.ref.index,
          message: `'spec.egress' has a listener for port ${port.number}, which alone routes requests on this port, but only the listener for all ports imports ${quote(service.host)} of `
            + `${describeRef(service.ref)}: the host is unknown on port ${port.number}; add it to the listener for port ${port.number}, or remove that listener`,
        };
      }
    }
  },
};

/** A service with plain HTTP on a port, where the listener for the port routes requests, that only the listener for all ports imports. */
function hiddenOn(model: MeshModel, sidecar: Sidecar, catchAll: readonly EgressListener[], port: number): Service | undefined {
  const listeners = sidecar.egress.filter(other => other.port?.number === port);
  if (listeners.some(importsEverything)) { return undefined; }
  const imports = importsOfListeners(model, sidecar, listeners);
  for (const service of importedOn(model, sidecar, catchAll, port)) {
    if (portOf(service.ports, port)?.family === ProtocolFamily.HTTP && !imports.includes(service.host, service.namespace, port)) { return service; }
  }
  return undefined;
}

/** Whether a listener imports everything, so it hides nothing. */
function importsEverything({ hosts }: EgressListener): boolean {
  return hosts.includes('*/*') && !hosts.some(host => host.startsWith('~'));
}
