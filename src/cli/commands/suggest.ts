import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { groupBy } from '../../analysis/base/group-by';
import { describeRef } from '../../analysis/base/object-ref';
import { quote } from '../../analysis/base/quote';
import { labelOf } from '../../analysis/egress/destination';
import type { MeshModel } from '../../analysis/model/mesh-model';
import { mayHaveSidecar } from '../../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import { suggestEgress } from '../../analysis/suggest/suggest';
import type { Wish } from '../../analysis/suggest/wanted';
import { isKubernetesLabel } from '../../analysis/syntax/hosts';
import { plural } from '../../report/check-report';
import { changeComment, suggestionJson, suggestionSummary, SuggestionReport } from '../../report/suggestion';
import { suggestionTypeScript } from '../../report/suggestion-typescript';
import { collectDestinations, Collected, CollectedDestination } from '../access-log/collect';
import { PodPlaces } from '../access-log/pod-places';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { writeResult } from '../base/output';
import { UsageError } from '../base/usage-error';
import { STDIN } from '../input/find-files';
import { UnreadableFile } from '../input/read-text';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { InputOptions, load, settingsFileFor, withSettings } from '../session/prepare';
import { modelOf, Prepared } from '../session/prepared';
import { workloadNamed } from '../session/workloads';

const FORMATS = ['yaml', 'typescript', 'json'] as const;

interface SuggestCommandOptions extends InputOptions {
  readonly accessLog: readonly string[];
  readonly namespace?: string;
  readonly from?: string;
  readonly lock?: boolean;
  readonly format: typeof FORMATS[number];
  readonly output?: string;
}

/** `suggest`: what a locked mesh must allow, from the access logs of an open or a locked one. */
export function addSuggest(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('suggest')
    .description('read access logs of sidecars, and write the ServiceEntries and Sidecar imports that admit what was not declared')
    .requiredOption('--access-log <file>', 'access log of sidecars in a default format of Istio, text or JSON, or "-" for standard input; can be repeated', collect, [])
    .option('--namespace <namespace>', 'namespace of the pods that wrote the logs, if the logs and the paths do not tell it')
    .option('--from <workload>', 'the workload that wrote the logs: shop/web, web, or Deployment/shop/web')
    .option('--lock', 'also write the Sidecars that block everything else in the namespaces of the logs');
  addInputOptions(command)
    .addOption(choice('-f, --format <format>', 'form of the objects', FORMATS, 'yaml'))
    .option('-o, --output <file>', 'write the objects to a file instead of standard output')
    .addHelpText('after', `
What becomes of each destination is on standard error: admitted, declared already, or left out, with the reason. Paths have the workloads and what is declared already; a
destination that they admit gets nothing. kubectl logs --prefix names the pods in the log, so that workloads are found in the paths.

Exit codes: 0 everything is admitted, 1 something is left out, 2 wrong usage or unreadable input

Examples:
  $ kubectl logs -n shop deploy/web -c istio-proxy | cdk8s-istio-oneagent suggest --access-log - --namespace shop
  $ cdk8s-istio-oneagent suggest --access-log web.log --from shop/web manifests/ --output egress.yaml
  $ cdk8s-istio-oneagent suggest --access-log web.log --access-log batch.log --lock manifests/ --format typescript`)
    .action((paths: string[], options: SuggestCommandOptions) => {
      const prepared = prepareOptional(paths, options);
      warnOfProblems(prepared.input.problems, console);
      const model = modelOf(prepared);
      const collected = readLogs(options, model);
      const report = suggest(prepared, model, collected, options);
      if (options.format !== 'json') { console.err(suggestionSummary(report, { color: console.color })); }
      writeResult(textOf(report, options), console, options.output);
      const isComplete = collected.unplaced === 0 && report.destinations.every(({ result }) => result !== 'left-out');
      end(failOfInput(prepared.input.problems) ?? (isComplete ? ExitCode.OK : ExitCode.FINDINGS));
    });
}

function collect(file: string, files: readonly string[]): readonly string[] {
  return [...files, file];
}

/** The objects at paths. A mesh without any YAML is possible: then nothing is declared. */
function prepareOptional(paths: readonly string[], options: SuggestCommandOptions): Prepared {
  if (options.namespace !== undefined && !isKubernetesLabel(options.namespace)) { throw new UsageError(`--namespace must be the name of a namespace, got ${quote(options.namespace)}`); }
  const given = paths.length === 0 && existsSync('dist') ? ['dist'] : paths;
  if (given.includes(STDIN) && options.accessLog.includes(STDIN)) { throw new UsageError('standard input is either the log or the objects: pass a file for one of them'); }
  return withSettings(load(given), settingsFileFor(given[0] ?? '.', options), options);
}

function readLogs({ accessLog, namespace, from }: SuggestCommandOptions, model: MeshModel): Collected {
  const workload = from === undefined ? undefined : workloadNamed(model, from);
  const places = new PodPlaces(model, namespace, workload);
  let collected: Collected;
  try {
    collected = collectDestinations(accessLog, places);
  } catch (error) {
    throw error instanceof UnreadableFile ? new UsageError(`the access log: ${error.message}`) : error;
  }
  const { lines, entries, unplaced, destinations } = collected;
  if (entries === 0) {
    const found = lines === 0 ? 'the log is empty' : `none of its ${lines} lines is in a default format of Istio, text or JSON`;
    throw new UsageError(`there is no entry of an access log: ${found}; set accessLogFile: /dev/stdout in the mesh, without accessLogFormat, and pass the log of the container istio-proxy`);
  }
  if (unplaced > 0 && destinations.length === 0) {
    throw new UsageError('nothing tells the namespace of the pods that wrote the logs: pass --namespace or --from, or read the logs with kubectl logs --prefix and add the workloads to the paths');
  }
  return collected;
}

function suggest(prepared: Prepared, model: MeshModel, collected: Collected, options: SuggestCommandOptions): SuggestionReport {
  const { destinations, lines, entries, declared, unplaced } = collected;
  const groups = [...groupBy(destinations, each => fromText(each)).values()];
  const wishes = groups.map((group): Wish => ({
    namespace: group[0].namespace,
    workloads: workloadsOf(model, group[0]),
    destinations: group.map(({ destination }) => destination),
  }));
  const { objects, results } = suggestEgress(prepared.objects, prepared.settings, wishes, { lock: options.lock === true });
  const unnamed = results.filter(({ result, destination: { host } }) => result === 'admitted' && host === undefined).length;
  return {
    destinations: groups.flat().map((each, index) => {
      const { destination: { protocol, host, address, port }, connections } = each;
      const { result, by, reason } = results[index];
      const known = { ...by === undefined ? {} : { by }, ...reason === undefined ? {} : { reason } };
      return { from: fromText(each), destination: labelOf(protocol, host ?? address!, port), connections, result, ...known };
    }),
    objects,
    notes: [
      ...prepared.notes,
      ...unnamed === 0 ? [] : [`${unnamed === 1 ? '1 destination has' : `${unnamed} destinations have`} only an address: sidecars log a server name or a Host only on ports that they parse, those of a declared TLS or HTTP service`],
      ...declared === 0 ? [] : [`${plural(declared, 'connection')} went to what objects declared when the logs were written, and ${declared === 1 ? 'is' : 'are'} not listed`],
      ...unplaced === 0 ? [] : [`${unplaced} connections are left out, because nothing tells the namespace of their pods: pass --namespace`],
      ...entries === lines ? [] : [`${lines - entries} of ${lines} lines are not entries of an access log, or have an address that is not one`],
    ],
  };
}

/** The workloads that may have connected: those with a sidecar. */
function workloadsOf(model: MeshModel, { namespace, workload }: CollectedDestination): readonly MeshWorkload[] {
  return workload ? [workload] : model.workloadsIn(namespace).filter(each => mayHaveSidecar(model, each));
}

function fromText({ namespace, workload }: CollectedDestination): string {
  return workload ? describeRef(workload.ref) : `namespace ${namespace}`;
}

const NOTHING = '# nothing to add: standard error tells what becomes of each destination\n';

function textOf(report: SuggestionReport, { format }: SuggestCommandOptions): string {
  switch (format) {
    // A file without anything would not tell that the command worked.
    case 'yaml': return report.objects.length === 0 ? NOTHING : report.objects.map(each => `${changeComment(each)}${stringify(each.object, { aliasDuplicateObjects: false })}`).join('---\n');
    case 'typescript': return suggestionTypeScript(report);
    case 'json': return suggestionJson(report);
  }
}
