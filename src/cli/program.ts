import { Command, CommanderError } from 'commander';
import type { Console } from './base/console';
import { ExitCode } from './base/exit-code';
import { version } from './base/package-files';
import { UsageError } from './base/usage-error';
import { addCheck } from './commands/check';
import { addDiff } from './commands/diff';
import { addEgress } from './commands/egress';
import { addEndpoints } from './commands/endpoints';
import { addMigrate } from './commands/migrate';
import { addRules } from './commands/rules';
import { addSuggest } from './commands/suggest';
import { addWhy } from './commands/why';
import { withoutTokens } from '../analysis/base/quote';

/** Runs a command line, without the names of node and the script, and returns the exit code. */
export async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  let code = ExitCode.OK;
  const end = (given: ExitCode) => { code = given; };
  const program = new Command('cdk8s-istio-oneagent')
    .description('Checks the YAML of an Istio mesh, and tells who may reach what outside it, and why. Nothing is applied, and no cluster is asked.')
    .version(version(), '-V, --version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: text => console.out(text), writeErr: text => console.err(withoutSecrets(text)) })
    .addHelpText('after', `
Exit codes:
  0  nothing to report; the connection arrives
  1  findings; the connection fails
  2  wrong usage, wrong settings, or input that cannot be read
  3  it is unknown whether the connection arrives`);
  for (const add of [addCheck, addEgress, addWhy, addDiff, addRules, addMigrate, addEndpoints, addSuggest]) { add(program, console, end); }
  for (const command of program.commands) { command.exitOverride().copyInheritedSettings(program); }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) { return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE; }
    if (!(error instanceof UsageError)) { throw error; }
    console.err(`error: ${error.message}\n`);
    return ExitCode.USAGE;
  }
}

/** A message of the parser without the value of an option that does not exist, such as `--token=…`, and without tokens. */
function withoutSecrets(text: string): string {
  return withoutTokens(text.replace(/^(error: unknown option '--?[^'=]+)=[^\n]*'/, '$1\''));
}
