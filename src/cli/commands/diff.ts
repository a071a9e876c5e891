import type { Command } from 'commander';
import { compareEgress } from '../../analysis/egress/egress-diff';
import { MeshEgress } from '../../analysis/egress/mesh-egress';
import { diffJson, diffMarkdown, DiffReport, diffText, ReportedChange } from '../../report/diff';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { addMeshOptions, choice } from '../base/options';
import { writeResult } from '../base/output';
import type { Progress } from '../base/progress';
import { UsageError } from '../base/usage-error';
import { filesOfCommit, rangeOf } from '../input/git-files';
import { loadFiles } from '../input/load';
import type { Input } from '../input/load-document';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { InputOptions, load, MANY_OBJECTS, settingsFileFor, withSettings } from '../session/prepare';
import { modelOf } from '../session/prepared';

const FORMATS = ['text', 'markdown', 'json'] as const;
const FAIL_ON = ['opened', 'closed', 'any'] as const;

interface DiffOptions extends InputOptions {
  readonly git?: string;
  readonly format: typeof FORMATS[number];
  readonly output?: string;
  readonly failOn?: typeof FAIL_ON[number];
}

/** One side of the comparison. */
interface Side {
  readonly name: string;
  readonly input: Input;
}

/** `diff`: what a change opens and closes. */
export function addDiff(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('diff').description('tell what a change opens, closes or leaves unknown, by workload and destination')
    .argument('[paths...]', 'the old and the new file or folder; with --git, files and folders (default: "dist")')
    .option('--git <range>', 'compare two revisions: main..HEAD, main...HEAD since the branches parted, or main with the working tree');
  addMeshOptions(command)
    .addOption(choice('-f, --format <format>', 'form of the changes; markdown is a comment on a pull request', FORMATS, 'text'))
    .option('-o, --output <file>', 'write the changes to a file instead of standard output')
    .addOption(choice('--fail-on <changes>', 'changes that make the exit code 1; what may be such a change counts too (default: none)', FAIL_ON))
    .addHelpText('after', `
Examples:
  $ cdk8s-istio-oneagent diff dist-of-main/ dist/
  $ cdk8s-istio-oneagent diff --git main...HEAD manifests/ --format markdown --output comment.md
  $ cdk8s-istio-oneagent diff --git main manifests/ --fail-on opened`)
    .action((paths: string[], options: DiffOptions) => {
      const [old, now] = options.git === undefined ? sidesOfPaths(paths, console.progress) : sidesOfGit(options.git, paths.length === 0 ? ['dist'] : paths, console.progress);
      const file = settingsFileFor(options.git === undefined ? paths[1] : paths[0] ?? 'dist', options);
      const prepared = [old, now].map(({ input }) => withSettings(input, file, options));
      announce([old, now], console.progress);
      const problems = [...old.input.problems, ...now.input.problems];
      warnOfProblems(problems, console);
      const [before, after] = prepared.map(each => new MeshEgress(modelOf(each)));
      const notes = joinNotes(prepared[0].notes, prepared[1].notes);
      const report: DiffReport = { old: old.name, new: now.name, ...compareEgress(before, after), notes };
      writeResult(textOf(report, options, console), console, options.output);
      end(failOfInput(problems) ?? (report.changes.some(change => isFailure(change, options.failOn)) ? ExitCode.FINDINGS : ExitCode.OK));
    });
}

function sidesOfPaths(paths: readonly string[], progress?: Progress): [Side, Side] {
  if (paths.length !== 2) { throw new UsageError(`diff needs an old and a new path, got ${paths.length}; or pass --git main..HEAD`); }
  const [old, now] = paths;
  return [{ name: old, input: load([old], progress) }, { name: now, input: load([now], progress) }];
}

function sidesOfGit(range: string, paths: readonly string[], progress?: Progress): [Side, Side] {
  const { old, new: now } = rangeOf(range);
  const side = (commit: string): Side => {
    const name = commit.slice(0, 10);
    return { name, input: loadFiles(filesOfCommit(commit, paths, name), progress) };
  };
  return [side(old), now === undefined ? { name: 'the working tree', input: load(paths, progress) } : side(now)];
}

/** The comparison is one step, so it is announced if it takes long. */
function announce(sides: readonly Side[], progress: Progress | undefined): void {
  const count = sides.reduce((sum, { input }) => sum + input.objects.length, 0);
  if (count > MANY_OBJECTS) { progress?.begin(`comparing ${count} objects`); }
}

/** The notes about both sides. Those that differ only in the place are one. */
function joinNotes(old: readonly string[], now: readonly string[]): string[] {
  const withoutPlace = (note: string) => note.replace(/ \([^)]*\)$/, '');
  return [...now, ...old.filter(note => !now.some(other => withoutPlace(other) === withoutPlace(note)))];
}

/** Whether a change fails the command. What becomes unknown may be open if it was closed, and closed if it was open. */
function isFailure({ kind, before }: ReportedChange, failOn: DiffOptions['failOn']): boolean {
  const wasClosed = before === undefined || before === 'BLOCKED' || before === 'MISROUTED';
  switch (failOn) {
    case undefined: return false;
    case 'any': return true;
    case 'opened': return kind === 'opened' || kind === 'unknown' && wasClosed;
    case 'closed': return kind === 'closed' || kind === 'unknown' && !wasClosed;
  }
}

function textOf(report: DiffReport, { format, output }: DiffOptions, console: Console): string {
  switch (format) {
    case 'text': return diffText(report, { color: console.color && output === undefined });
    case 'markdown': return diffMarkdown(report);
    case 'json': return diffJson(report);
  }
}
