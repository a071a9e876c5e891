import { plural } from './check-report';
import { describeDestination, EgressReport, ReportedVerdict, unknownHostsText } from './egress-report';

/** The most arrows of a drawing that people still read. */
const MAX_EDGES = 40;

/** A drawing: frames with sources, such as namespaces, and destinations. */
interface Graph {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly targets: readonly string[];
  /** From a source to a target; a label if the verdict is not the usual one. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly verdict: ReportedVerdict }[];
}

/**
 * Who reaches what as a flowchart of Mermaid, which GitHub and GitLab draw. Beyond 40 arrows, namespaces take the place of workloads
 * and domains that of hosts; beyond 40 of these, their numbers do.
 */
export function egressMermaid(report: EgressReport): string {
  const { groups, targets, edges } = graphOf(report);
  const ids = new Map<string, string>();
  const idOf = (key: string) => { if (!ids.has(key)) { ids.set(key, `n${ids.size}`); } return ids.get(key)!; };
  const lines = ['flowchart LR'];
  for (const [group, sources] of groups) {
    lines.push(`  subgraph ${idOf(group)}["${mermaidText(group)}"]`);
    for (const source of sources) { lines.push(`    ${idOf(nodeKey(group, source))}["${mermaidText(source)}"]`); }
    lines.push('  end');
  }
  for (const target of targets) { lines.push(`  ${idOf(`to ${target}`)}(["${mermaidText(target)}"])`); }
  for (const { from, to, verdict } of edges) {
    const label = labelOf(verdict);
    lines.push(`  ${idOf(from)} ${label === '' ? '-->' : `-.->|${label}|`} ${idOf(`to ${to}`)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Who reaches what in the language of Graphviz. */
export function egressDot(report: EgressReport): string {
  const { groups, targets, edges } = graphOf(report, Infinity);
  const lines = ['digraph egress {', '  rankdir=LR;', '  node [shape=box, fontname="sans-serif"];'];
  [...groups].forEach(([group, sources], index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${dotText(group)};`);
    for (const source of sources) { lines.push(`    ${dotText(nodeKey(group, source))} [label=${dotText(source)}];`); }
    lines.push('  }');
  });
  for (const target of targets) { lines.push(`  ${dotText(`to ${target}`)} [label=${dotText(target)}, shape=ellipse];`); }
  for (const { from, to, verdict } of edges) {
    const label = labelOf(verdict);
    lines.push(`  ${dotText(from)} -> ${dotText(`to ${to}`)}${label === '' ? '' : ` [label=${dotText(label)}, style=dashed]`};`);
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

function labelOf(verdict: ReportedVerdict): string {
  return verdict === 'REACHABLE' ? '' : verdict.toLowerCase();
}

/** From all that is known to what fits: workloads and hosts give way to their namespaces and domains, and these to their numbers. */
function graphOf(report: EgressReport, most: number = MAX_EDGES): Graph {
  const name = ({ kind, name: own }: Workload) => `${kind} ${own}`;
  const namespaceOf = ({ namespace }: Workload) => `namespace ${namespace}`;
  const hosts = plural(new Set(report.workloads.flatMap(({ destinations }) => destinations.map(({ host }) => host))).size, 'external host');
  const namespaces = plural(new Set(report.workloads.map(namespaceOf)).size, 'namespace');
  const levels: readonly Grouping[] = [
    { groupOf: namespaceOf, sourceOf: name, targetOf: describeDestination },
    { groupOf: namespaceOf, sourceOf: name, targetOf: ({ host }) => host },
    { groupOf: namespaceOf, sourceOf: () => 'all workloads', targetOf: ({ host }) => domainOf(host) },
    { groupOf: () => namespaces, sourceOf: () => plural(report.workloads.length, 'workload'), targetOf: ({ host }) => domainOf(host), unknownOf: () => 'unknown hosts' },
  ];
  const last: Grouping = { ...levels[3], targetOf: () => hosts };
  return levels.map(level => graphBy(report, level)).find(({ edges }) => edges.length <= most) ?? graphBy(report, last);
}

/** What stands for workloads and destinations. */
interface Grouping {
  readonly groupOf: (workload: Workload) => string;
  readonly sourceOf: (workload: Workload) => string;
  readonly targetOf: (destination: Destination) => string;
  /** What stands for hosts that no object declares; by default, what happens to them. */
  readonly unknownOf?: (workload: Workload) => string;
}

type Workload = EgressReport['workloads'][number];

type Destination = Workload['destinations'][number];

function graphBy({ workloads }: EgressReport, { groupOf, sourceOf, targetOf, unknownOf = unknownLabel }: Grouping): Graph {
  const groups = new Map<string, Set<string>>();
  const targets = new Set<string>();
  const edges = new Map<string, Graph['edges'][number]>();
  const add = (from: string, to: string, verdict: ReportedVerdict) => {
    targets.add(to);
    edges.set(JSON.stringify([from, to, verdict]), { from, to, verdict });
  };
  for (const workload of workloads) {
    const source = sourceOf(workload);
    const group = groupOf(workload);
    const from = nodeKey(group, source);
    groups.set(group, (groups.get(group) ?? new Set()).add(source));
    for (const destination of workload.destinations) { add(from, targetOf(destination), destination.verdict); }
    const open = workload.unknownHosts.find(({ verdict }) => verdict !== 'BLOCKED');
    // What is not blocked for unknown hosts is egress too.
    if (open) { add(from, unknownOf(workload), open.verdict); }
  }
  const lists = new Map([...groups].map(([group, sources]) => [group, [...sources]]));
  return { groups: lists, targets: [...targets].sort(), edges: [...edges.values()] };
}

/** Tells sources of the same name in different namespaces apart. */
function nodeKey(group: string, source: string): string {
  return `${group.replace(/^namespace /, '')}/${source}`;
}

function unknownLabel(workload: Workload): string {
  const isAll = workload.unknownHosts.filter(({ port }) => port === undefined).every(({ verdict }) => verdict !== 'BLOCKED');
  return isAll ? 'any unknown host' : `unknown hosts: ${unknownHostsText(workload)}`;
}

/** The last two labels of a host. An address and a short name stay as they are. */
function domainOf(host: string): string {
  const labels = host.split('.');
  return labels.length <= 2 || /^[0-9.]+$|:/.test(host) ? host : `*.${labels.slice(-2).join('.')}`;
}

function mermaidText(text: string): string {
  return text.replace(/[#"<>&\n]/g, character => `#${character.charCodeAt(0)};`);
}

function dotText(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
