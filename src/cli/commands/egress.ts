import type { Command } from 'commander';
import { quote } from '../../analysis/base/quote';
import { parseDestination } from '../../analysis/egress/destination';
import { MeshEgress } from '../../analysis/egress/mesh-egress';
import { isGatewayWorkload } from '../../analysis/model/pods/sidecar-injection';
import type { Destination } from '../../analysis/reach/trace/egress-proof';
import type { ReachableDestination } from '../../analysis/reach/trace/reachable-from';
import { coversHost } from '../../analysis/syntax/hosts';
import { egressDot, egressMermaid } from '../../report/egress-graph';
import type { EgressReport, ReportedEgress } from '../../report/egress-report';
import { egressCsv, egressJson, egressMarkdown } from '../../report/egress-tables';
import { egressText } from '../../report/egress-text';
import { egressHtml } from '../../report/page/egress-html';
import { egressSvg } from '../../report/picture/egress-svg';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { writeResult } from '../base/output';
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
    .action((paths: string[], options: EgressOptions) => {
      const prepared = prepare(paths, options, console.progress);
      warnOfProblems(prepared.input.problems, console);
      const model = modelOf(prepared);
      const mesh = new MeshEgress(model);
      const workloads = options.from === undefined ? model.workloads : workloadsNamed(model, options.from);
      const all = mesh.of(workloads);
      const listed = options.to === undefined ? all : reaching(mesh, all, destinationsOf(options.to));
      writeResult(textOf({ prepared, mesh, listed }, options, console), console, options.output);
      end(failOfInput(prepared.input.problems) ?? ExitCode.OK);
    });
}

/** The workloads that reach one of the destinations, with how they do. Declared or not: with ALLOW_ANY, nothing needs to be declared. */
function reaching(mesh: MeshEgress, all: readonly ListedEgress[], wanted: readonly Destination[]): ListedEgress[] {
  return all.flatMap(({ workload, destinations, unknownHosts }) => {
    const found = wanted.flatMap(({ host, address, port, protocol }): ReachableDestination[] => {
      const name = host ?? address!;
      const declared = destinations.find(each => each.port === port && each.protocol === protocol
        && (each.host === name || each.host.startsWith('*') && coversHost(each.host, name) || each.address !== undefined && each.address === address));
      // A gateway forwards what leads to it. Its own pods ask for nothing.
      if (isGatewayWorkload(workload)) { return declared ? [{ ...declared, host: name }] : []; }
      const reached = mesh.reachedBy(workload, { host: name, address, port, protocol });
      return reached.verdict === 'BLOCKED' ? [] : [{ host: name, port, protocol, ...reached, via: declared?.via ?? 'not declared' }];
    });
    return found.length === 0 ? [] : [{ workload, destinations: found, unknownHosts }];
  });
}

/** The destinations that a text means: without a protocol, that host and port with each. */
function destinationsOf(text: string): Destination[] {
  try {
    if (text.includes('://')) { return [parseDestination(text)]; }
    return ['http', 'https', 'tcp'].map(protocol => parseDestination(`${protocol}://${text}`));
  } catch (error) {
    throw new UsageError(`--to is wrong: ${text.includes('://') ? (error as Error).message : `it must be like "api.example.com:443" or "https://api.example.com", got ${quote(text)}`}`);
  }
}

/** What workloads reach, and what it was found in. */
interface Result {
  readonly prepared: Prepared;
  readonly mesh: MeshEgress;
  readonly listed: readonly ListedEgress[];
}

function textOf({ prepared, mesh, listed }: Result, { format, output, to }: EgressOptions, console: Console): string {
  const { notes } = prepared;
  const report: EgressReport = { workloads: listed.map(reported), notes };
  const clients = () => withoutGateways(mesh, listed);
  const isPart = to !== undefined || listed.length > 0 && listed.every(({ workload }) => isGatewayWorkload(workload));
  const drawn = () => clients().map(each => isPart ? withoutPorts(each) : withFailing(mesh, each));
  switch (format) {
    case 'text': return egressText(report, { color: console.color && output === undefined });
    case 'json': return egressJson(report);
    case 'csv': return egressCsv(report);
    case 'markdown': return egressMarkdown(report);
    case 'mermaid': return egressMermaid({ workloads: clients().map(reported), notes });
    case 'dot': return egressDot({ workloads: clients().map(reported), notes });
    case 'svg': return egressSvg({ workloads: drawn().map(each => pictured(mesh, each)), notes: prepared.notes });
    case 'html': return egressHtml(pageTemplate(), pageData(prepared, mesh, drawn()));
  }
}

function reported({ workload, destinations, unknownHosts }: ListedEgress): ReportedEgress {
  return { ...reportWorkload(workload), destinations, unknownHosts };
}

/** For a picture of the ways to some destinations: without the ports on which other hosts are treated in another way. */
function withoutPorts(listed: ListedEgress): ListedEgress {
  return { ...listed, unknownHosts: listed.unknownHosts.filter(({ port }) => port === undefined) };
}
