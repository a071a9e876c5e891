import { groupBy } from '../analysis/base/group-by';
import { NAMESPACE_NAME } from '../analysis/base/labels';
import type { NetworkPeer, NetworkPort, NetworkWay } from '../analysis/egress/network-peers';
import { parseCidr } from '../analysis/syntax/addresses';

/** A rule of a NetworkPolicy. */
interface EgressRule {
  readonly to: readonly object[];
  readonly ports?: readonly NetworkPort[];
}

/**
 * The egress rules of a NetworkPolicy for all pods of a namespace: one for each set of ports.
 *
 * @param excluded ranges that names must not lead to
 */
export function egressRules(namespace: string, ways: readonly NetworkWay[], excluded: readonly string[]): EgressRule[] {
  const open = new Set(ways.filter(isOpen).map(({ peer }) => peer.kind === 'pods' ? peer.namespace : undefined));
  const needed = ways.filter(way => isOpen(way) ? !open.has(undefined) || isEverywhere(way.peer) : !isCovered(way.peer, open));
  const byPeer = groupBy(needed, ({ peer }) => JSON.stringify(render(peer, namespace, excluded)));
  const rules = [...byPeer].flatMap(([text, each]) => (JSON.parse(text) as object[]).map(to => ({ to, ports: portsOf(each) })));
  return [...groupBy(rules, ({ ports }) => JSON.stringify(ports ?? []))].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => ({
    to: each.map(({ to }) => to).sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
    ...each[0].ports === undefined ? {} : { ports: each[0].ports },
  }));
}

/** Whether all pods of a namespace are allowed on all ports. */
function isOpen({ peer, port }: NetworkWay): boolean {
  return peer.kind === 'pods' && Object.keys(peer.labels).length === 0 && port === undefined;
}

function isEverywhere(peer: NetworkPeer): boolean {
  return peer.kind === 'pods' && peer.namespace === undefined;
}

function isCovered(peer: NetworkPeer, open: ReadonlySet<string | undefined>): boolean {
  return peer.kind === 'pods' && (open.has(undefined) || open.has(peer.namespace));
}

/** The ports of several ways to one peer. Undefined if all are allowed. */
function portsOf(ways: readonly NetworkWay[]): NetworkPort[] | undefined {
  const ports = new Map<string, NetworkPort>();
  for (const { port } of ways) {
    if (port === undefined) { return undefined; }
    ports.set(`${String(port.port).padStart(5, '0')} ${port.protocol}`, { protocol: port.protocol, port: port.port });
  }
  return [...ports].sort(([a], [b]) => a < b ? -1 : 1).map(([, port]) => port);
}

function render(peer: NetworkPeer, namespace: string, excluded: readonly string[]): object[] {
  switch (peer.kind) {
    case 'addresses': return [{ ipBlock: { cidr: peer.cidr } }];
    case 'names': return anyAddress(excluded);
    case 'pods': {
      const labels = sorted(peer.labels);
      if (peer.namespace === namespace) { return [{ podSelector: labels === undefined ? {} : { matchLabels: labels } }]; }
      const namespaceSelector = peer.namespace === undefined ? {} : { matchLabels: { [NAMESPACE_NAME]: peer.namespace } };
      return [{ namespaceSelector, ...labels === undefined ? {} : { podSelector: { matchLabels: labels } } }];
    }
  }
}

/** All addresses of the IP families of the cluster, but those of the cluster. The API server requires that exceptions are in the range. */
function anyAddress(excluded: readonly string[]): object[] {
  return [false, true].flatMap(ipv6 => {
    const except = excluded.filter(cidr => parseCidr(cidr)!.ipv6 === ipv6);
    return except.length === 0 ? [] : [{ ipBlock: { cidr: ipv6 ? '::/0' : '0.0.0.0/0', except: [...except].sort() } }];
  });
}

function sorted(labels: Readonly<Record<string, string>>): object | undefined {
  const entries = Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
