import { plural } from './check-report';
import { describeDestination, EgressReport, ReportedDestination, ReportedEgress, ReportedVerdict, unknownHostsText } from './egress-report';

/** The most arrows of a drawing that people still read. */
const MAX_EDGES = 40;

/** The most arrows of a drawing for Graphviz, which then takes minutes. */
const MAX_DOT_EDGES = 10_000;

/** A drawing: frames with sources, such as namespaces, frames of gateways with what they pass on, and destinations. */
interface Graph {
  /** The keys and texts of the nodes in each frame. */
  readonly frames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly targets: readonly string[];
  /** From the key of a node to that of another; a label if the verdict is not the usual one. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly verdict: ReportedVerdict }[];
}

/**
 * Who reaches what as a flowchart of Mermaid, which GitHub and GitLab draw. Beyond 40 arrows, namespaces take the place of workloads
 * and domains that of hosts; beyond 40 of these, their numbers do.
 */
export function egressMermaid(report: EgressReport): string {
  const { frames, targets, edges } = graphOf(report);
  const ids = new Map<string, string>();
  const idOf = (key: string) => { if (!ids.has(key)) { ids.set(key, `n${ids.size}`); } return ids.get(key)!; };
  const lines = ['flowchart LR'];
  for (const [title, nodes] of frames) {
    lines.push(`  subgraph ${idOf(title)}["${mermaidText(title)}"]`);
    for (const [key, text] of nodes) { lines.push(`    ${idOf(key)}["${mermaidText(text)}"]`); }
    lines.push('  end');
  }
  for (const target of targets) { lines.push(`  ${idOf(targetKey(target))}(["${mermaidText(target)}"])`); }
  for (const { from, to, verdict } of edges) {
    const label = labelOf(verdict);
    lines.push(`  ${idOf(from)} ${label === '' ? '-->' : `-.->|${label}|`} ${idOf(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Who reaches what in the language of Graphviz. Beyond 10,000 arrows, it is grouped as for Mermaid. */
export function egressDot(report: EgressReport): string {
  const { frames, targets, edges } = graphOf(report, MAX_DOT_EDGES);
  const lines = ['digraph egress {', '  rankdir=LR;', '  node [shape=box, fontname="sans-serif"];'];
  [...frames].forEach(([title, nodes], index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${dotText(title)};`);
    for (const [key, text] of nodes) { lines.push(`    ${dotText(key)} [label=${dotText(text)}];`); }
    lines.push('  }');
  });
  for (const target of targets) { lines.push(`  ${dotText(targetKey(target))} [label=${dotText(target)}, shape=ellipse];`); }
  for (const { from, to, verdict } of edges) {
    const label = labelOf(verdict);
    lines.push(`  ${dotText(from)} -> ${dotText(to)}${label === '' ? '' : ` [label=${dotText(label)}, style=dashed]`};`);
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

function labelOf(verdict: ReportedVerdict): string {
  return verdict === 'REACHABLE' ? '' : verdict.toLowerCase();
}

/** From all that is known to what fits: workloads and hosts give way to their namespaces and domains, and these to their numbers. */
function graphOf({ workloads }: EgressReport, most: number = MAX_EDGES): Graph {
  const all = [...workloads];
  const name = ({ kind, name: own }: ReportedEgress) => `${kind} ${own}`;
  const namespaceOf = ({ namespace }: ReportedEgress) => `namespace ${namespace}`;
  const lists = [...new Set(all.map(({ destinations }) => destinations))];
  const names = new Set<string>();
  for (const list of lists) { for (const { host } of list) { names.add(host); } }
  const hosts = plural(names.size, 'external host');
  const namespaces = plural(new Set(all.map(namespaceOf)).size, 'namespace');
  const levels: readonly Grouping[] = [
    { groupOf: namespaceOf, sourceOf: name, targetOf: describeDestination },
    { groupOf: namespaceOf, sourceOf: name, targetOf: ({ host }) => host },
    { groupOf: namespaceOf, sourceOf: () => 'all workloads', targetOf: ({ host }) => domainOf(host) },
    { groupOf: () => namespaces, sourceOf: () => plural(all.length, 'workload'), targetOf: ({ host }) => domainOf(host), unknownOf: () => 'unknown hosts' },
  ];
  for (const level of levels) {
    const graph = graphBy(all, level, most);
    if (graph) { return graph; }
  }
  return graphBy(all, { ...levels[3], targetOf: () => hosts }, Infinity)!;
}

/** What stands for workloads and destinations. */
interface Grouping {
  readonly groupOf: (workload: ReportedEgress) => string;
  readonly sourceOf: (workload: ReportedEgress) => string;
  readonly targetOf: (destination: ReportedDestination) => string;
  /** What stands for hosts that no object declares; by default, what happens to them. */
  readonly unknownOf?: (workload: ReportedEgress) => string;
}

/** Undefined as soon as there are more arrows than fit. */
function graphBy(
  workloads: readonly ReportedEgress[],
  { groupOf, sourceOf, targetOf, unknownOf = unknownLabel }: Grouping,
  most: number,
): Graph | undefined {
  const sources = new Map<string, Map<string, string>>();
  const gateways = new Map<string, Map<string, string>>();
  const targets = new Set<string>();
  const edges = new Map<string, Graph['edges'][number]>();
  const lists = new Map<string, Set<readonly ReportedDestination[]>>();
  const connect = (from: string, to: string, verdict: ReportedVerdict) => { edges.set(JSON.stringify([from, to, verdict]), { from, to, verdict }); };
  const add = (from: string, target: string, verdict: ReportedVerdict, gateway?: string) => {
    targets.add(target);
    if (gateway === undefined) { return connect(from, targetKey(target), verdict); }
    // A node for each destination, so that every way along the arrows is real.
    const stop = nodeIn(gateways, `gateway of ${gateway}`, `through ${gateway} to ${target}`, target);
    connect(from, stop, verdict);
    connect(stop, targetKey(target), verdict);
  };
  for (const workload of workloads) {
    const source = sourceOf(workload);
    const group = groupOf(workload);
    const from = nodeIn(sources, group, nodeKey(group, source), source);
    const drawn = lists.get(from) ?? new Set<readonly ReportedDestination[]>();
    lists.set(from, drawn);
    // Workloads of one node that reach the same add nothing.
    for (const destination of drawn.has(workload.destinations) ? [] : workload.destinations) {
      add(from, targetOf(destination), destination.verdict, destination.gateway);
      if (edges.size > most) { return undefined; }
    }
    drawn.add(workload.destinations);
    const open = workload.unknownHosts.find(({ verdict }) => verdict !== 'BLOCKED');
    // What is not blocked for unknown hosts is egress too.
    if (open) { add(from, unknownOf(workload), open.verdict); }
  }
  if (edges.size > most) { return undefined; }
  const frames = new Map([...sources, ...[...gateways].sort(([a], [b]) => a < b ? -1 : 1)]);
  return { frames, targets: [...targets].sort(), edges: [...edges.values()] };
}

/** The key of a node in a frame. Both are added if they are new. */
function nodeIn(frames: Map<string, Map<string, string>>, title: string, key: string, text: string): string {
  frames.set(title, (frames.get(title) ?? new Map<string, string>()).set(key, text));
  return key;
}

function targetKey(target: string): string {
  return `to ${target}`;
}

/** Tells sources of the same name in different namespaces apart. */
function nodeKey(group: string, source: string): string {
  return `${group.replace(/^namespace /, '')}/${source}`;
}

function unknownLabel(workload: ReportedEgress): string {
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
