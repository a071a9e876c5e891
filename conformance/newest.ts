/**
 * Tries the newest Istio and the newest Dynatrace operator: builds the judges with them, compares as `npm run conformance` does, and writes what differs as Markdown.
 *
 *     npm run conformance:newest -- --report newest.md
 *
 * The Go modules are as before afterwards. Ends with 0 if there is nothing newer or all answers agree, 1 if something differs or a judge cannot be built, 2 if something is
 * missing.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { numberOf, optionsIn, runCommand, UsageError } from './command/command';
import { isUnavailable, Trial, newestRelease, reportOf, versionIn } from './command/newest-versions';

const USAGE = `usage: npm run conformance:newest -- [options]
  --istio REF     version, tag or commit of istio.io/istio, or a folder with its sources (default: the newest release)
  --operator REF  the same for the Dynatrace operator
  --only NAME     istio or dynatrace
  --count N       number of cases of each seed (default 1000)
  --report FILE   write the report to a file, too`;

const TSX = join(__dirname, '..', 'node_modules', '.bin', 'tsx');

/** A judge, and the module that it links. */
interface Candidate {
  readonly name: 'istio' | 'dynatrace';
  readonly title: string;
  readonly module: string;
  readonly repository: string;
  /** What to compare: the kinds of `npm run conformance`. */
  readonly kinds: readonly string[];
}

const CANDIDATES: readonly Candidate[] = [
  { name: 'istio', title: 'Istio', module: 'istio.io/istio', repository: 'https://github.com/istio/istio', kinds: ['findings', 'reach'] },
  {
    name: 'dynatrace', title: 'Dynatrace operator', module: 'github.com/Dynatrace/dynatrace-operator', repository: 'https://github.com/Dynatrace/dynatrace-operator', kinds: ['operator'],
  },
];

/** Something on this machine is missing: the message tells what. */
class Missing extends Error {}

async function main(): Promise<number> {
  const values = optionsIn(process.argv.slice(2), {
    istio: { type: 'string' }, operator: { type: 'string' }, only: { type: 'string' }, count: { type: 'string' }, report: { type: 'string' },
  });
  const refs = { istio: values.istio, dynatrace: values.operator };
  const candidates = CANDIDATES.filter(({ name }) => values.only === undefined || values.only === name);
  if (candidates.length === 0) { throw new UsageError(`'--only' must be istio or dynatrace, got "${values.only}"`); }
  const count = numberOf('count', values.count) ?? 1000;
  try {
    const trials = candidates.map(candidate => tryNewest(candidate, refs[candidate.name] ?? newestOf(candidate), count));
    const report = reportOf(trials);
    console.log(report);
    if (values.report !== undefined) { writeFileSync(values.report, report); }
    return trials.some(({ outcome }) => outcome === 'differs' || outcome === 'not-built') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Missing)) { throw error; }
    console.error(error.message);
    return 2;
  }
}

/** The tag of the newest release of a repository. */
function newestOf({ title, repository }: Candidate): string {
  const { status, stdout, stderr } = spawnSync('git', ['ls-remote', '--tags', '--refs', repository], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
  const tag = status === 0 ? newestRelease(stdout) : undefined;
  if (tag === undefined) { throw new Missing(`the releases of ${title} cannot be listed; pass --istio and --operator\n${stderr ?? ''}`); }
  return tag;
}

/** What git calls the commit in a folder, such as `1.31.2` or `1.31.2-3-gabcdef0`; the path of a folder that git does not know. */
function commitOf(folder: string): string {
  const { status, stdout } = spawnSync('git', ['-C', folder, 'describe', '--tags', '--always', '--dirty'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : folder;
}

/** Builds a judge with another version of its module, and compares. */
function tryNewest({ name, title, module, kinds }: Candidate, ref: string, count: number): Trial {
  const folder = join(__dirname, name);
  const files = ['go.mod', 'go.sum'].map(file => join(folder, file));
  const before = files.map(file => readFileSync(file, 'utf8'));
  const from = versionIn(before[0], module);
  const sources = statSync(ref, { throwIfNoEntry: false })?.isDirectory() ? resolve(ref) : undefined;
  const change = sources === undefined ? ['get', `${module}@${ref}`] : ['mod', 'edit', `-replace=${module}=${sources}`];
  try {
    for (const args of [change, ['mod', 'tidy']]) {
      const { error, status, stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8' });
      if (error) { throw new Missing('Go is missing (1.26 or later, https://go.dev/dl)'); }
      if (status !== 0 && isUnavailable(stderr)) { throw new Missing(`${title} ${ref} cannot be downloaded\n${stderr.trim()}`); }
      if (status !== 0) { return { title, module, ref, from, to: ref, outcome: 'not-built', output: stderr }; }
    }
    const to = sources === undefined ? versionIn(readFileSync(files[0], 'utf8'), module) : commitOf(sources);
    // A judge is built again when a file beside it changes, which the sources in another folder are not.
    if (sources !== undefined) { appendFileSync(files[0], `// ${module} is ${to}\n`); }
    if (to === from) { return { title, module, ref, from, to, outcome: 'same-version', output: '' }; }
    let output = '';
    let outcome: Trial['outcome'] = 'agrees';
    for (const kind of kinds) {
      // Not by `npm run`: projen ends with 1 whatever the exit code of the command is.
      const compared = spawnSync(TSX, [join(__dirname, 'compare.ts'), '--kind', kind, '--count', String(count)], { encoding: 'utf8', maxBuffer: 2 ** 28 });
      output += `${compared.stdout}${compared.stderr}`;
      if (compared.status === 2) { return { title, module, ref, from, to, outcome: 'not-built', output }; }
      if (compared.status !== 0) { outcome = 'differs'; }
    }
    return { title, module, ref, from, to, outcome, output };
  } finally {
    files.forEach((file, index) => writeFileSync(file, before[index]));
  }
}

void runCommand(USAGE, main);
