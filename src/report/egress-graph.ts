import { describeDestination, EgressReport, ReportedVerdict, unknownHostsText } from './egress-report';

/** The most arrows of a drawing that people still read. */
const MAX_EDGES = 40;

/** A drawing: boxes of namespaces with sources, and destinations. */
interface Graph {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly targets: readonly string[];
  /** From a source to a target; a label if the verdict is not the usual one. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly verdict: ReportedVerdict }[];
}

/** Who reaches what as a flowchart of Mermaid, which GitHub and GitLab draw. Beyond 40 arrows, namespaces take the place of workloads and domains that of hosts. */
export function egressMermaid(report: EgressReport): string {
  const { groups, targets, edges } = graphOf(report);
  const ids = new Map<string, string>();
  const idOf = (key: string) => { if (!ids.has(key)) { ids.set(key, `n${ids.size}`); } return ids.get(key)!; };
  const lines = ['flowchart LR'];
  for (const [namespace, sources] of groups) {
    lines.push(`  subgraph ${idOf(`namespace ${namespace}`)}["${mermaidText(`namespace ${namespace}`)}"]`);
    for (const source of sources) { lines.push(`    ${idOf(`${namespace}/${source}`)}["${mermaidText(source)}"]`); }
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
  [...groups].forEach(([namespace, sources], index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${dotText(`namespace ${namespace}`)};`);
    for (const source of sources) { lines.push(`    ${dotText(`${namespace}/${source}`)} [label=${dotText(source)}];`); }
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

function graphOf(report: EgressReport, most: number = MAX_EDGES): Graph {
  const whole = graphBy(report, ({ kind, name }) => `${kind} ${name}`, destination => describeDestination(destination));
  if (whole.edges.length <= most) { return whole; }
  const byHost = graphBy(report, ({ kind, name }) => `${kind} ${name}`, ({ host }) => host);
  if (byHost.edges.length <= most) { return byHost; }
  return graphBy(report, () => 'all workloads', ({ host }) => domainOf(host));
}

type Workload = EgressReport['workloads'][number];

type Destination = Workload['destinations'][number];

function graphBy({ workloads }: EgressReport, sourceOf: (workload: Workload) => string, targetOf: (destination: Destination) => string): Graph {
  const groups = new Map<string, Set<string>>();
  const targets = new Set<string>();
  const edges = new Map<string, Graph['edges'][number]>();
  const add = (from: string, to: string, verdict: ReportedVerdict) => {
    targets.add(to);
    edges.set(JSON.stringify([from, to, verdict]), { from, to, verdict });
  };
  for (const workload of workloads) {
    const source = sourceOf(workload);
    const from = `${workload.namespace}/${source}`;
    groups.set(workload.namespace, (groups.get(workload.namespace) ?? new Set()).add(source));
    for (const destination of workload.destinations) { add(from, targetOf(destination), destination.verdict); }
    const open = workload.unknownHosts.find(({ verdict }) => verdict !== 'BLOCKED');
    // What is not blocked for unknown hosts is egress too.
    if (open) { add(from, unknownLabel(workload), open.verdict); }
  }
  const lists = new Map([...groups].map(([namespace, sources]) => [namespace, [...sources]]));
  return { groups: lists, targets: [...targets].sort(), edges: [...edges.values()] };
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
