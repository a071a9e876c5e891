import { quote } from '../analysis/base/quote';
import { GATEWAY_RESERVED_PORTS } from '../analysis/model/pods/proxy-ports';
import { isWildcardHost } from '../analysis/syntax/hosts';
import { ProtocolFamily, protocolFamily } from '../analysis/syntax/protocols';
import type { EgressRoute } from '../istio/egress-gateway-interface';
import { Resolution } from '../istio/resolution';
import type { ServicePort } from '../istio/service-port';

/** How connections to a port of a ServiceEntry pass the gateway. */
export type Passage = 'http' | 'tls' | 'tcp';

/** A port of a ServiceEntry, and the port of the gateway's Service that its connections go through. */
export interface PortPlan {
  readonly passage: Passage;
  readonly port: ServicePort;
  readonly gatewayPort: number;
}

const PASSAGES: Partial<Record<ProtocolFamily, Passage>> = {
  [ProtocolFamily.HTTP]: 'http', [ProtocolFamily.TLS]: 'tls', [ProtocolFamily.TCP]: 'tcp', [ProtocolFamily.AUTO]: 'tcp',
};
/** The ports of a gateway for requests and for TLS. */
const SHARED_PORTS: Partial<Record<Passage, number>> = { http: 80, tls: 443 };

/**
 * The ports of a route. Routes share the gateway's port 80 for requests and 443 for TLS, where the host tells them apart. If an entry has several ports of
 * a kind, the lowest does, and the others need ports of their own at the gateway. Bytes have no host, so that each TCP port needs its own too.
 */
export function portPlans({ entry: { ports } }: EgressRoute): PortPlan[] {
  const shared = new Set<Passage>();
  return ports.flatMap(port => {
    const passage = passageOf(port);
    if (passage === undefined) { return []; }
    const common = shared.has(passage) ? undefined : SHARED_PORTS[passage];
    shared.add(passage);
    return [{ passage, port, gatewayPort: common ?? port.number }];
  });
}

/** Why connections to the hosts of a route cannot go through a gateway. */
export function routeFaults(route: EgressRoute, gatewayHost: string): string[] {
  const { hosts, ports, resolution } = route.entry;
  const itself = hosts.find(host => host === gatewayHost || gatewayHost.startsWith(`${host}.`));
  if (itself !== undefined) {
    return [`${quote(itself)} is the Service of the egress gateway, which would connect to itself without end; remove the ServiceEntry, or leave through() out`];
  }
  const wildcard = hosts.find(isWildcardHost);
  if (wildcard !== undefined) {
    return [`${quote(wildcard)} can't go through an egress gateway, which must know the hosts that it connects to; list them in 'hosts', or leave through() out`];
  }
  const faults: string[] = [];
  if (ports.length === 0) { faults.push('a ServiceEntry without ports can\'t go through an egress gateway; add one with addPort()'); }
  const reserved = portPlans(route).find(({ gatewayPort }) => GATEWAY_RESERVED_PORTS.has(gatewayPort));
  if (reserved) { faults.push(`port ${reserved.gatewayPort} can't go through an egress gateway, whose own proxy listens on it; use another port, with 'targetPort' for the one of the server`); }
  if (resolution === Resolution.NONE) {
    faults.push('a ServiceEntry with resolution NONE can\'t go through an egress gateway, which does not know the address that the client connects to; '
      + 'set Resolution.DNS, or Resolution.STATIC with \'endpoints\'');
  }
  const udp = ports.find(port => passageOf(port) === undefined);
  if (udp) { faults.push(`port ${udp.number} (${udp.protocol}) can't go through an egress gateway; declare it in a ServiceEntry without through()`); }
  const byPort = ports.find(port => ['http', 'tcp'].includes(passageOf(port) ?? ''));
  if (byPort && hosts.length > 1) {
    faults.push(`port ${byPort.number} (${byPort.protocol}) of several hosts can't go through one route, got ${hosts.map(quote).join(', ')}; use one ServiceEntry for each host`);
  }
  if (route.options.originateTls && !ports.some(port => passageOf(port) === 'http')) {
    faults.push('\'originateTls\' is for requests that clients send in plain text, but the ServiceEntry has no port for them; add ServicePort.http(), or leave \'originateTls\' out');
  }
  return faults;
}

function passageOf({ protocol }: ServicePort): Passage | undefined {
  return PASSAGES[protocolFamily(protocol)];
}
