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

/** A workload. */
export interface ReportedWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Set for the pods of a gateway. Their destinations are those that workloads reach through it. */
  readonly role?: 'gateway';
}

/** A workload, and what it reaches. */
export interface ReportedEgress extends ReportedWorkload {
  readonly destinations: readonly ReportedDestination[];
  readonly unknownHosts: readonly ReportedUnknownHost[];
}

/** The result of `egress`. The workloads can be found one after another, while the report is written. */
export interface EgressReport {
  readonly workloads: Iterable<ReportedEgress>;
  readonly notes: readonly string[];
}

/** Workloads that reach the same. A gateway is a group of its own. */
export interface ReportedGroup extends Pick<ReportedEgress, 'destinations' | 'unknownHosts'> {
  /** At least one, sorted by namespace and name. */
  readonly workloads: readonly ReportedWorkload[];
}

/** The result of `egress` by groups. They can be found one after another, while the report is written. */
export interface GroupedEgressReport {
  /** In the order of their first workloads. */
  readonly groups: Iterable<ReportedGroup>;
  readonly notes: readonly string[];
}

/** The most lines of a list in which each workload has its own destinations. */
const MAX_LINES = 5000;

/** What of a list fits: each workload with its own destinations, or workloads that reach the same together. */
export type Listed =
  | { readonly form: 'each'; readonly workloads: readonly ReportedEgress[] }
  | { readonly form: 'together'; readonly groups: Iterable<ReportedGroup> };

/** Reads groups until it is clear that their list is too long for people, and no further. */
export function listedWorkloads(groups: Iterable<ReportedGroup>): Listed {
  const read: ReportedGroup[] = [];
  const rest = groups[Symbol.iterator]();
  let lines = 0;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    const { workloads, destinations } = next.value;
    read.push(next.value);
    lines += workloads.length * (destinations.length + 1);
    if (lines > MAX_LINES) { return { form: 'together', groups: chained(read, rest) }; }
  }
  const workloads = read.flatMap(({ workloads: same, ...reached }) => same.map(workload => ({ ...workload, ...reached })));
  return { form: 'each', workloads: workloads.sort(compareWorkloads) };
}

function* chained(read: ReportedGroup[], rest: Iterator<ReportedGroup>): Generator<ReportedGroup> {
  // A group is forgotten when it is written.
  for (let group = read.shift(); group !== undefined; group = read.shift()) { yield group; }
  for (let next = rest.next(); next.done !== true; next = rest.next()) { yield next.value; }
}

function compareWorkloads(a: ReportedWorkload, b: ReportedWorkload): number {
  const [first, second] = [a, b].map(({ namespace, name, kind }) => [namespace, name, kind]);
  const index = first.findIndex((text, at) => text !== second[at]);
  return index < 0 ? 0 : first[index] < second[index] ? -1 : 1;
}

/** The workloads of a group by namespace, a line each, such as `shop: Deployment api, Deployment web`. */
export function namespaceLines({ workloads }: Pick<ReportedGroup, 'workloads'>): string[] {
  return [...groupBy(workloads, ({ namespace }) => namespace)]
    .map(([namespace, own]) => `${namespace}: ${own.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`);
}

/** A destination as a URL, with the address to dial if there is one. */
export function describeDestination({ protocol, host, port, address }: Pick<ReportedDestination, 'host' | 'address' | 'port' | 'protocol'>): string {
  return `${protocol}://${host}:${port}${address === undefined ? '' : ` at ${address}`}`;
}

/** A workload as messages name it. */
export function describeWorkload({ kind, namespace, name }: Pick<ReportedWorkload, 'kind' | 'namespace' | 'name'>): string {
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
