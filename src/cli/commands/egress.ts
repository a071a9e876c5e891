import type { Command } from 'commander';
import { quote } from '../../analysis/base/quote';
import { parseDestination } from '../../analysis/egress/destination';
import { compareWorkloads, MeshEgress } from '../../analysis/egress/mesh-egress';
import { isGatewayWorkload } from '../../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { AskedDestination } from '../../analysis/reach/trace/reachable-from';
import { egressDot, egressMermaid } from '../../report/egress-graph';
import type { ReportedEgress, ReportedGroup } from '../../report/egress-report';
import { egressCsv, egressJson, egressMarkdown } from '../../report/egress-tables';
import { egressText } from '../../report/egress-text';
import { egressHtml } from '../../report/page/egress-html';
import { egressSvg } from '../../report/picture/egress-svg';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { writeParts } from '../base/output';
import { pageTemplate } from '../base/package-files';
import { UsageError } from '../base/usage-error';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { pageData } from '../session/page-data';
import { ListedEgress, pictured, withFailing, withoutGateways } from '../session/pictured';
import { InputOptions, prepare } from '../session/prepare';
import { modelOf, Prepared } from '../session/prepared';
import { reportWorkload, workloadsNamed } from '../session/workloads';

const FORMATS = ['text', 'json', 'csv', 'markdown', 'mermaid', 'dot', 'svg', 'html'] as const;

interface EgressOptions extends InputOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: typeof FORMATS[number];
  readonly output?: string;
}

/** `egress`: who may reach what. */
export function addEgress(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('egress').description('list who may reach what outside the mesh, and what a host gets that nothing declares');
  addInputOptions(command)
    .option('--from <workload>', 'only this workload: shop/web, web, or Deployment/shop/web')
    .option('--to <destination>', 'only workloads that may reach this destination: api.example.com:443, or https://api.example.com')
    .addOption(choice('-f, --format <format>', 'form of the list', FORMATS, 'text'))
    .option('-o, --output <file>', 'write the list to a file instead of standard output')
    .addHelpText('after', `
Examples:
  $ cdk8s-istio-oneagent egress
  $ cdk8s-istio-oneagent egress manifests/ --to api.example.com:443
  $ cdk8s-istio-oneagent egress manifests/ --from shop/web --format json
  $ cdk8s-istio-oneagent egress manifests/ --format mermaid
  $ cdk8s-istio-oneagent egress manifests/ --format svg --output egress.svg
  $ cdk8s-istio-oneagent egress manifests/ --format html --output egress.html`)
    .action(async (paths: string[], options: EgressOptions) => {
      const prepared = prepare(paths, options, console.progress);
      warnOfProblems(prepared.input.problems, console);
      const model = modelOf(prepared);
      const mesh = new MeshEgress(model);
      const workloads = options.from === undefined ? model.workloads : workloadsNamed(model, options.from);
      const wanted = options.to === undefined ? undefined : destinationsOf(options.to);
      await writeParts(partsOf({ prepared, mesh, workloads, wanted }, options, console), console, options.output);
      end(failOfInput(prepared.input.problems) ?? ExitCode.OK);
    });
}

/** The destinations that a text means: without a protocol, that host and port with each. */
function destinationsOf(text: string): AskedDestination[] {
  try {
    const meant = text.includes('://') ? [text] : ['http', 'https', 'tcp'].map(protocol => `${protocol}://${text}`);
    return meant.map(parseDestination).map(({ host, address, port, protocol }) => ({ host: host ?? address!, address, port, protocol }));
  } catch (error) {
    throw new UsageError(`--to is wrong: ${text.includes('://') ? (error as Error).message : `it must be like "api.example.com:443" or "https://api.example.com", got ${quote(text)}`}`);
  }
}

/** What is asked about, and what it was found in. */
interface Asked {
  readonly prepared: Prepared;
  readonly mesh: MeshEgress;
  readonly workloads: readonly MeshWorkload[];
  /** The destinations to list; undefined for all. */
  readonly wanted?: readonly AskedDestination[];
}

/** The list, part by part. What workloads reach is found while it is written: a large mesh has more than fits into memory. */
function partsOf(asked: Asked, { format, output }: EgressOptions, console: Console): Iterable<string> {
  const { prepared: { notes } } = asked;
  switch (format) {
    case 'text': return egressText({ groups: groupsOf(asked), notes }, { color: console.color && output === undefined });
    case 'markdown': return egressMarkdown({ groups: groupsOf(asked), notes });
    case 'json': return egressJson({ workloads: workloadsOf(asked), notes });
    case 'csv': return egressCsv({ workloads: workloadsOf(asked), notes });
    default: return [drawingOf(asked, format)];
  }
}

function* groupsOf({ mesh, workloads, wanted }: Asked): Generator<ReportedGroup> {
  const groups = wanted ? mesh.groupsReaching(workloads, wanted) : mesh.groups(workloads);
  for (const { workloads: same, destinations, unknownHosts } of groups) { yield { workloads: same.map(reportWorkload), destinations, unknownHosts }; }
}

function* workloadsOf(asked: Asked): Generator<ReportedEgress> {
  for (const each of asked.wanted ? listed(asked) : asked.mesh.each(asked.workloads)) { yield reported(each); }
}

/** All workloads with what they reach, in order. */
function listed({ mesh, workloads, wanted }: Asked): ListedEgress[] {
  if (!wanted) { return mesh.of(workloads); }
  const found = new Map<MeshWorkload, ListedEgress>();
  for (const { workloads: same, ...reached } of mesh.groupsReaching(workloads, wanted)) {
    for (const workload of same) { found.set(workload, { workload, ...reached }); }
  }
  return [...found.values()].sort((a, b) => compareWorkloads(a.workload, b.workload));
}

function drawingOf(asked: Asked, format: 'mermaid' | 'dot' | 'svg' | 'html'): string {
  const { prepared, mesh, wanted } = asked;
  const { notes } = prepared;
  const all = listed(asked);
  const clients = withoutGateways(mesh, all);
  const isPart = wanted !== undefined || all.length > 0 && all.every(({ workload }) => isGatewayWorkload(workload));
  const drawn = () => clients.map(each => isPart ? withoutPorts(each) : withFailing(mesh, each));
  switch (format) {
    case 'mermaid': return egressMermaid({ workloads: clients.map(reported), notes });
    case 'dot': return egressDot({ workloads: clients.map(reported), notes });
    case 'svg': return egressSvg({ workloads: drawn().map(each => pictured(mesh, each)), notes });
    case 'html': return egressHtml(pageTemplate(), pageData(prepared, mesh, drawn()));
  }
}

function reported({ workload, destinations, unknownHosts }: ListedEgress): ReportedEgress {
  return { ...reportWorkload(workload), destinations, unknownHosts };
}

/** For a picture of the ways to some destinations: without the ports on which other hosts are treated in another way. */
function withoutPorts(each: ListedEgress): ListedEgress {
  return { ...each, unknownHosts: each.unknownHosts.filter(({ port }) => port === undefined) };
}
