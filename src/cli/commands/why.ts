import type { Command } from 'commander';
import { parseDestination } from '../../analysis/egress/destination';
import type { Destination } from '../../analysis/reach/trace/egress-proof';
import { whyJson, whyText } from '../../report/why';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { UsageError } from '../base/usage-error';
import { answerOf } from '../session/connection-answer';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { InputOptions, prepare } from '../session/prepare';
import { modelOf } from '../session/prepared';
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
      const report = answerOf(prepared, model, workloadNamed(model, options.from), destination);
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
