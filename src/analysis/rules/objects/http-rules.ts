import { isForSidecarsOnly, portsOfHosts, RoutedPort } from './ports-of-hosts';
import type { MeshModel } from '../../model/mesh-model';
import type { HttpMatch, HttpRule, VirtualService } from '../../model/virtual-service';
import { ProtocolFamily } from '../../syntax/protocols';

/** Protocols with which a sidecar sees the requests of a connection, or looks for them. */
const WITH_REQUESTS: ReadonlySet<ProtocolFamily> = new Set([ProtocolFamily.HTTP, ProtocolFamily.AUTO]);

/** Whether an `http` rule can apply to requests, as far as the objects show: at a gateway, or at sidecars on some port whose requests they see. */
export function isLiveHttpRule(model: MeshModel, virtualService: VirtualService, rule: HttpRule): boolean {
  const matches: readonly (HttpMatch | undefined)[] = rule.matches.length > 0 ? rule.matches : [undefined];
  if (matches.some(match => !isForSidecarsOnly(virtualService, match))) { return true; }
  const ports = portsOfHosts(model, virtualService);
  return ports === undefined || matches.some(match => on(ports, match).some(({ family }) => WITH_REQUESTS.has(family)));
}

/** The ports that a rule is for, but on which sidecars see no requests. */
export function opaquePorts(model: MeshModel, virtualService: VirtualService, { matches }: HttpRule): RoutedPort[] {
  const ports = portsOfHosts(model, virtualService) ?? [];
  const own = matches.length === 0 ? ports : matches.flatMap(match => on(ports, match));
  return own.filter(({ family }) => !WITH_REQUESTS.has(family));
}

function on(ports: readonly RoutedPort[], match: HttpMatch | undefined): readonly RoutedPort[] {
  return match?.port === undefined ? ports : ports.filter(({ number }) => number === match.port);
}
