import type { Command } from 'commander';
import { FieldPath, showPath } from '../../analysis/base/field-path';
import { append } from '../../analysis/base/group-by';
import { describeRef, refOf } from '../../analysis/base/object-ref';
import { annotationField, decidingField } from '../../analysis/egress/deciding-field';
import { parseDestination } from '../../analysis/egress/destination';
import type { MeshModel } from '../../analysis/model/mesh-model';
import { sidecarInjectionOf } from '../../analysis/model/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { Destination } from '../../analysis/reach/trace/egress-proof';
import { clientOf } from '../../analysis/reach/trace/reachable-from';
import { Hop, trace } from '../../analysis/reach/trace/trace';
import { ReportedCause, ReportedHop, WhyReport, whyJson, whyText } from '../../report/why';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { UsageError } from '../base/usage-error';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { InputOptions, modelOf, prepare, Prepared } from '../session/prepare';
import { workloadNamed } from '../session/workloads';

const CODES = { ARRIVES: ExitCode.OK, FAILS: ExitCode.FINDINGS, UNKNOWN: ExitCode.UNKNOWN } as const;

interface WhyOptions extends InputOptions {
  readonly from: string;
  readonly to: string;
  readonly format: 'text' | 'json';
}

/** `why`: what happens to one connection. */
export function addWhy(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('why').description('follow a connection hop by hop: whether it arrives, what decides, and what to change');
  addInputOptions(command)
    .requiredOption('--from <workload>', 'the client: shop/web, web, or Deployment/shop/web')
    .requiredOption('--to <destination>', 'what it dials: https://api.example.com:443, http://… or tcp://…')
    .addOption(choice('-f, --format <format>', 'form of the answer', ['text', 'json'], 'text'))
    .addHelpText('after', `
Exit codes: 0 the connection arrives, 1 it fails, 3 it is unknown, 2 wrong usage or unreadable input

Examples:
  $ cdk8s-istio-oneagent why --from shop/web --to https://api.example.com
  $ cdk8s-istio-oneagent why manifests/ --from Deployment/shop/web --to tcp://198.51.100.7:5432`)
    .action((paths: string[], options: WhyOptions) => {
      const destination = destinationOf(options.to);
      const prepared = prepare(paths, options, console.progress);
      warnOfProblems(prepared.input.problems, console);
      const model = modelOf(prepared);
      const report = answer(prepared, model, workloadNamed(model, options.from), destination);
      console.out(options.format === 'json' ? whyJson(report) : whyText(report, { color: console.color }));
      end(failOfInput(prepared.input.problems) ?? CODES[report.outcome]);
    });
}

function destinationOf(text: string): Destination {
  try {
    return parseDestination(text);
  } catch (error) {
    throw new UsageError(`--to is wrong: ${(error as Error).message}`);
  }
}

function answer(prepared: Prepared, model: MeshModel, workload: MeshWorkload, { label, ...destination }: Destination): WhyReport {
  const { namespace } = workload;
  const { outcome, hops, explanation } = trace(model, { ...clientOf(model, workload), ...destination });
  const causes = new Causes(prepared, workload, destination);
  const isOpen = sidecarInjectionOf(workload, model.namespaceLabels.get(namespace)) === 'maybe';
  return {
    from: describeRef(workload.ref),
    to: label,
    outcome,
    hops: hops.map(hop => causes.reportHop(hop)),
    explanation,
    notes: [...isOpen ? [`the labels of Namespace ${namespace} are not among the objects, so it is assumed that the pods have a sidecar`] : [], ...prepared.notes],
  };
}

/** Finds the objects and fields that decide at hops. */
class Causes {
  private readonly indices = new Map<string, number[]>();

  public constructor(private readonly prepared: Prepared, private readonly workload: MeshWorkload, private readonly asked: Pick<Destination, 'host' | 'port'>) {
    prepared.objects.forEach((object, index) => append(this.indices, describeRef(refOf(object, index)), index));
  }

  public reportHop(hop: Hop): ReportedHop {
    const { at, verdict, text, because } = hop;
    return { at, ...verdict === undefined ? {} : { verdict }, text, because: because.map(name => this.causeOf(name, hop)) };
  }

  private causeOf(name: string, hop: Hop): ReportedCause {
    const annotation = /^annotation (\S+)/.exec(name)?.[1];
    const index = annotation === undefined ? this.indices.get(name)?.[0] : this.workload.ref.index;
    if (index === undefined) { return { name }; }
    const { object, source, within } = this.prepared.input.objects[index];
    const field: FieldPath | undefined = annotation === undefined ? decidingField(object, hop, this.asked) : annotationField(object, annotation);
    return field === undefined ? { name } : { name, field: showPath(field), place: source.placeOf([...within, ...field]) };
  }
}
