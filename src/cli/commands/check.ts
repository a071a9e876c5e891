import type { Command } from 'commander';
import { checkJson } from '../../report/check-json';
import type { CheckReport } from '../../report/check-report';
import { checkText } from '../../report/check-text';
import { checkGitHub } from '../../report/github';
import { checkJUnit } from '../../report/junit';
import { checkSarif } from '../../report/sarif';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addInputOptions, choice } from '../base/options';
import { writeResult } from '../base/output';
import { checkPrepared, failsOn, isUnreadable } from '../session/check-findings';
import { InputOptions, prepare } from '../session/prepare';
import { FAIL_ON } from '../settings/settings-file';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;

type FailOn = typeof FAIL_ON[number];

interface CheckOptions extends InputOptions {
  readonly format: typeof FORMATS[number];
  readonly output?: string;
  readonly failOn?: FailOn;
}

/** `check`: all rules. */
export function addCheck(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('check').description('check the objects by all rules, and prove the requirements of the settings file');
  addInputOptions(command)
    .addOption(choice('-f, --format <format>', 'form of the findings', FORMATS, 'text'))
    .option('-o, --output <file>', 'write the findings to a file instead of standard output')
    .addOption(choice('--fail-on <severity>', 'the least severity that makes the exit code 1 (default: "error")', FAIL_ON))
    .addHelpText('after', `
Examples:
  $ cdk8s-istio-oneagent check
  $ cdk8s-istio-oneagent check manifests/ --mesh-config mesh.yaml --fail-on warning
  $ helm template shop charts/shop | cdk8s-istio-oneagent check -
  $ kubectl get serviceentries,sidecars,deployments -A -o yaml | cdk8s-istio-oneagent check -
  $ cdk8s-istio-oneagent check dist --format sarif --output findings.sarif`)
    .action((paths: string[], options: CheckOptions) => {
      const prepared = prepare(paths, options, console.progress);
      const report = checkPrepared(prepared);
      writeResult(textOf(report, options, console), console, options.output);
      end(codeOf(report, options.failOn ?? prepared.file.failOn));
    });
}

function textOf(report: CheckReport, { format, output }: CheckOptions, console: Console): string {
  switch (format) {
    case 'text': return checkText(report, { color: console.color && output === undefined });
    case 'json': return checkJson(report);
    case 'sarif': return checkSarif(report);
    case 'github': return checkGitHub(report);
    case 'junit': return checkJUnit(report);
  }
}

function codeOf(report: CheckReport, failOn: FailOn | undefined): ExitCode {
  if (report.findings.some(isUnreadable)) { return ExitCode.USAGE; }
  return failsOn(report, failOn) ? ExitCode.FINDINGS : ExitCode.OK;
}
