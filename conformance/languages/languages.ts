/**
 * Builds the packages for Python, Go and Java, and runs the same apps in each: the quick start, an error, an override, 200 namespaces, and in Python and Java the examples of all classes as
 * jsii translates them. All write the bytes of TypeScript.
 *
 *     npm run languages -- [--only python|go|java] [--packages FOLDER]
 *
 * The library must be compiled. Ends with 0 if all is equal, 1 if something differs or fails, 2 if something is missing for one of the languages.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { differencesOf, errorFaults, Written, writtenIn } from './compare';
import { runInTypeScript, translatedExamples } from './examples';
import { go } from './go';
import { java } from './java';
import { Example, Language, Missing, Program, requireCompiled, run } from './language';
import { python } from './python';
import { optionsIn, runCommand, UsageError } from '../command/command';

const USAGE = 'usage: npm run languages -- [--only python|go|java] [--packages FOLDER]';

const ROOT = resolve(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'quick-start');
const LANGUAGES: readonly Language[] = [python, go, java];
const TYPESCRIPT = [join(ROOT, 'node_modules', '.bin', 'tsx'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), join(__dirname, 'typescript', 'checks.ts')];
const CHECKS = ['error', 'override', 'larger'];

async function main(): Promise<number> {
  const { only, packages } = optionsIn(process.argv.slice(2), { only: { type: 'string' }, packages: { type: 'string' } });
  const languages = LANGUAGES.filter(({ name }) => only === undefined || only === name);
  if (languages.length === 0) { throw new UsageError(`'--only' must be ${LANGUAGES.map(({ name }) => name).join(', ')}, got "${only}"`); }
  const folder = mkdtempSync(join(tmpdir(), 'languages-'));
  try {
    requireCompiled();
    const expected = new Map(CHECKS.map(check => [check, runIn(join(folder, 'typescript', check), [...TYPESCRIPT, check])]));
    const examples = translatedExamples(folder);
    const written = inFolder(join(folder, 'typescript', 'examples'), at => { runInTypeScript(examples, at); });
    const wanted = { checks: expected, examples, written };
    const codes = languages.map(language => tryLanguage(language, join(folder, language.name), wanted, packages && resolve(packages)));
    return codes.includes(1) ? 1 : Math.max(...codes);
  } catch (error) {
    if (!(error instanceof Missing)) { throw error; }
    console.error(error.message);
    return 2;
  } finally {
    // Go's module cache has no write permissions.
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  }
}

/** What the apps of a language must write. */
interface Expected {
  readonly checks: ReadonlyMap<string, Written>;
  readonly examples: readonly Example[];
  /** What the examples write. */
  readonly written: Written;
}

/** Builds the package of a language, runs its apps, and prints what differs. Returns the exit code for it. */
function tryLanguage(language: Language, folder: string, expected: Expected, packages: string | undefined): number {
  mkdirSync(folder, { recursive: true });
  let program: Program;
  try {
    program = language.build(folder, packages && join(packages, language.name), expected.examples);
  } catch (error) {
    if (!(error instanceof Missing)) { throw error; }
    console.error(`${language.name}: ${error.message}`);
    return 2;
  }
  const faults = [
    ...differencesOf('quick-start', { dist: writtenIn(join(EXAMPLE, 'dist')) }, runIn(join(folder, 'quick-start'), program.quickStart)),
    ...CHECKS.flatMap(check => {
      const written = runIn(join(folder, check), [...program.checks, check]);
      return check === 'error' ? errorFaults(expected.checks.get(check)!, written) : differencesOf(check, expected.checks.get(check)!, written);
    }),
    ...program.examples ? differencesOf('examples', expected.written, runIn(join(folder, 'examples'), program.examples)) : [],
  ];
  for (const fault of faults) { console.log(`${language.name}: ${fault}`); }
  if (faults.length === 0) { console.log(`${language.name}: the quick start, ${CHECKS.join(', ')}${program.examples ? `, ${expected.examples.length} examples of classes` : ''}: as in TypeScript`); }
  return faults.length === 0 ? 0 : 1;
}

/** Runs an app in a new folder, and returns what it has written there. */
function runIn(folder: string, [program, ...args]: readonly string[]): Written {
  return inFolder(folder, () => { run(program, args, folder); });
}

/** Does something in a new folder with a connection info, and returns what was written there. */
function inFolder(folder: string, write: (folder: string) => void): Written {
  mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLE, 'connection-info.json'), join(folder, 'connection-info.json'));
  write(folder);
  rmSync(join(folder, 'connection-info.json'));
  return writtenIn(folder);
}

void runCommand(USAGE, main);
