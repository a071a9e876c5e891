import { RouteClient } from './client';
import { selects } from '../../base/labels';
import { HttpMatch, ConnectionMatch, StaticMatch } from '../../model/virtual-service';

/** Whether the static part of a match of an `http` rule lets it apply to a proxy that listens on a port. */
export function appliesToRequests(match: HttpMatch, client: RouteClient, port: number): boolean {
  if (match.port !== undefined && match.port !== port) { return false; }
  // With gateways named, istiod looks at nothing else.
  return match.gateways.length > 0 ? match.gateways.includes(client.gateway) : isFromSource(match, client);
}

/** Whether the static part of a match of a `tls` or `tcp` rule lets it apply to a proxy that listens on a port. */
export function appliesToConnections(match: ConnectionMatch, client: RouteClient, port: number): boolean {
  return (match.port === undefined || match.port === port)
    && (match.gateways.length === 0 || match.gateways.includes(client.gateway))
    && isFromSource(match, client);
}

export function isFromSource(match: StaticMatch, client: RouteClient): boolean {
  return selects(match.sourceLabels, client.labels) && (match.sourceNamespace === undefined || match.sourceNamespace === client.namespace);
}
