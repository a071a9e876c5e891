import { groupBy } from '../analysis/base/group-by';

/** What happens to a connection. */
export type ReportedVerdict = 'REACHABLE' | 'PASSTHROUGH' | 'BYPASSED' | 'MISROUTED' | 'BLOCKED' | 'UNKNOWN';

/** A destination that a workload reaches. */
export interface ReportedDestination {
  readonly host: string;
  readonly address?: string;
  readonly port: number;
  readonly protocol: string;
  /** The object that declares it, such as `ServiceEntry shop/api`. */
  readonly via: string;
  readonly verdict: ReportedVerdict;
  /** The Service of the gateway that the connection goes through. */
  readonly gateway?: string;
}

/** What a workload gets for a host that no object declares. */
export interface ReportedUnknownHost {
  /** Undefined for all ports that are not listed. */
  readonly port?: number;
  readonly protocol: string;
  readonly verdict: ReportedVerdict;
  /** The service that receives the connection, if one does. */
  readonly service?: string;
}

/** A workload, and what it reaches. */
export interface ReportedEgress {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Set for the pods of a gateway. Their destinations are those that workloads reach through it. */
  readonly role?: 'gateway';
  readonly destinations: readonly ReportedDestination[];
  readonly unknownHosts: readonly ReportedUnknownHost[];
}

/** The result of `egress`. */
export interface EgressReport {
  readonly workloads: readonly ReportedEgress[];
  readonly notes: readonly string[];
}

/** A destination as a URL, with the address to dial if there is one. */
export function describeDestination({ protocol, host, port, address }: Pick<ReportedDestination, 'host' | 'address' | 'port' | 'protocol'>): string {
  return `${protocol}://${host}:${port}${address === undefined ? '' : ` at ${address}`}`;
}

/** A workload as messages name it. */
export function describeWorkload({ kind, namespace, name }: Pick<ReportedEgress, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** What happens on the way to a destination, in words: nothing to tell of a connection that a sidecar sends there directly. */
export function wayTexts({ verdict, gateway }: Pick<ReportedDestination, 'verdict' | 'gateway'>): string[] {
  return [...verdict === 'REACHABLE' ? [] : [verdictText(verdict)], ...gateway === undefined ? [] : [`through ${gateway}`]];
}

const MEANINGS: { readonly [verdict in ReportedVerdict]: string } = {
  REACHABLE: 'reached',
  PASSTHROUGH: 'passed on',
  BYPASSED: 'bypasses the sidecar',
  MISROUTED: 'sent to another service',
  BLOCKED: 'blocked',
  UNKNOWN: 'unknown',
};

/** A verdict in words. */
export function verdictText(verdict: ReportedVerdict): string {
  return MEANINGS[verdict];
}

/** What a workload gets for unknown hosts, in a line: one word if all ports and protocols have the same verdict, otherwise the exceptions too. */
export function unknownHostsText({ unknownHosts }: Pick<ReportedEgress, 'unknownHosts'>): string {
  const all = unknownHosts.filter(({ port }) => port === undefined);
  const verdicts = new Set(all.map(({ verdict }) => verdict));
  const general = verdicts.size === 1 ? verdictText(all[0].verdict) : all.map(({ protocol, verdict }) => `${protocol} ${verdictText(verdict)}`).join(', ');
  const generalOf = (protocol: string) => all.find(each => each.protocol === protocol)?.verdict;
  const exceptions = unknownHosts.filter(({ port, protocol, verdict }) => port !== undefined && verdict !== generalOf(protocol));
  const byPort = groupBy(exceptions, ({ port, verdict, service }) => `on port ${port} ${verdictText(verdict)}${service === undefined ? '' : ` (${service})`}`);
  const texts = [...byPort].map(([text, same]) => same.length === all.length ? text : `${same.map(({ protocol }) => protocol).join(' and ')} ${text}`);
  return [general, ...texts].join('; ');
}
