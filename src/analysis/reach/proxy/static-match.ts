import { RouteClient } from './client';
import { selects } from '../../base/labels';
import { HttpMatch, ConnectionMatch, StaticMatch } from '../../model/virtual-service';

/** Whether a match of an `http` rule can apply to a proxy on a port, according to its static part. */
export function appliesToRequests(match: HttpMatch, client: RouteClient, port: number): boolean {
  if (match.port !== undefined && match.port !== port) { return false; }
  // If the match has gateways, istiod ignores the source.
  return match.gateways.length > 0 ? match.gateways.includes(client.gateway) : isFromSource(match, client);
}

/** Whether a match of a `tls` or `tcp` rule can apply to a proxy on a port, according to its static part. */
export function appliesToConnections(match: ConnectionMatch, client: RouteClient, port: number): boolean {
  return (match.port === undefined || match.port === port)
    && (match.gateways.length === 0 || match.gateways.includes(client.gateway))
    && isFromSource(match, client);
}

export function isFromSource(match: StaticMatch, client: RouteClient): boolean {
  return selects(match.sourceLabels, client.labels) && (match.sourceNamespace === undefined || match.sourceNamespace === client.namespace);
}
