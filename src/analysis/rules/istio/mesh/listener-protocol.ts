import { EgressImports } from './egress-imports';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { addressFor, portOf, Service } from '../../../model/service';
import { Sidecar } from '../../../model/sidecar';
import { ANY_ADDRESS } from '../../../reach/proxy/listeners';
import { ProtocolFamily, protocolFamily } from '../../../syntax/protocols';

/** Protocols that a listener misreads, by its own protocol. */
const MISREAD: Readonly<Record<ProtocolFamily, readonly ProtocolFamily[]>> = {
  [ProtocolFamily.HTTP]: [ProtocolFamily.TLS, ProtocolFamily.TCP],
  [ProtocolFamily.TLS]: [ProtocolFamily.HTTP, ProtocolFamily.TCP],
  [ProtocolFamily.TCP]: [],
  [ProtocolFamily.AUTO]: [],
  [ProtocolFamily.UDP]: [],
};

/** Protocols that a listener does not inspect, by its own protocol. A service without an address then receives all connections to the port. */
const CAPTURED: Readonly<Record<ProtocolFamily, readonly ProtocolFamily[]>> = {
  [ProtocolFamily.HTTP]: [],
  [ProtocolFamily.TLS]: [],
  [ProtocolFamily.TCP]: [ProtocolFamily.TLS, ProtocolFamily.HTTP],
  [ProtocolFamily.AUTO]: [ProtocolFamily.TLS, ProtocolFamily.HTTP],
  [ProtocolFamily.UDP]: [],
};

export const listenerProtocol: MeshRule<MeshModel> = {
  name: 'mesh/listener-protocol',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    for (const sidecar of model.sidecars) {
      for (const listener of sidecar.egress) {
        const { port } = listener;
        if (!port || port.number === 0 || port.protocol === 'HTTP_PROXY') { continue; }
        const imports = new EgressImports([listener], sidecar.namespace, true);
        const isTaken = (service: Service) => isSeenBy(sidecar, service) && imports.includes(service.host, service.namespace, port.number);
        const own = protocolFamily(port.protocol);
        const violation = (service: Service, effect: string) => ({
          object: sidecar.ref.index,
          related: service.ref.index,
          message: `'spec.egress.port.protocol' of port ${port.number} must be the protocol of the imported services, got ${quote(port.protocol)}, but ${describeRef(service.ref)} declares `
            + `${quote(portOf(service.ports, port.number)?.protocol)}${effect}; declare the same protocol, or remove the port`,
        });
        for (const family of MISREAD[own]) {
          const service = servicesOf(model, port.number, family).find(isTaken);
          if (service) { yield violation(service, ''); }
        }
        // A listener that is bound to another address receives only connections to that address.
        if (listener.bind !== undefined && listener.bind !== ANY_ADDRESS) { continue; }
        const isWithoutAddress = (service: Service) => !service.isKubernetes && addressFor(service, model.settings.dnsCapture) === undefined;
        for (const family of CAPTURED[own]) {
          const service = servicesOf(model, port.number, family).find(each => isWithoutAddress(each) && isTaken(each));
          if (service) { yield violation(service, ' without an address: connections to any destination on the port may end there'); }
        }
      }
    }
  },
};

function isSeenBy(sidecar: Sidecar, service: Service): boolean {
  return isExposedTo(service.exposure, sidecar.namespace);
}

function servicesOf(model: MeshModel, port: number, family: ProtocolFamily): readonly Service[] {
  return model.once(`services of ${family} on port ${port}`, () => model.servicesOnPort(port).filter(service => portOf(service.ports, port)?.family === family));
}
