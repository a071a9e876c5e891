import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Contender, type Goal, OURS, type Row } from './row';
import { go } from '../../conformance/languages/go';
import { java } from '../../conformance/languages/java';
import type { Language, Program } from '../../conformance/languages/language';
import { python } from '../../conformance/languages/python';
import { scriptOf } from '../apps/apps';

const ROOT = resolve(__dirname, '..', '..');
const LANGUAGES = join(ROOT, 'conformance', 'languages');
const CONNECTION_INFO = join(ROOT, 'examples', 'quick-start', 'connection-info.json');

/** An app in a language: its name in `conformance/languages`, and its arguments before the size. */
interface LanguageApp {
  readonly app: 'checks' | 'calls';
  readonly args: readonly string[];
}

function contender(name: string, commandOf: () => readonly string[], args: readonly string[]): Contender {
  return {
    name,
    prepare: async (folder, size) => {
      const [program, ...own] = await Promise.resolve(commandOf());
      cpSync(CONNECTION_INFO, join(folder, 'connection-info.json'));
      return [{ program, args: [...own, ...args, String(size)], folder }];
    },
  };
}

function typescriptContender(name: string, { app, args }: LanguageApp): Contender {
  return contender(name, () => [process.execPath, scriptOf(join(LANGUAGES, 'typescript', `${app}.ts`))], args);
}

const builds = new Map<Language, { readonly folder: string; readonly program: Program }>();

function programOf(language: Language): Program {
  const known = builds.get(language);
  if (known) { return known.program; }
  const folder = mkdtempSync(join(tmpdir(), `benchmark-${language.name}-`));
  try {
    process.stderr.write(`building the package for ${language.name}\n`);
    const program = language.build(folder);
    builds.set(language, { folder, program });
    return program;
  } catch (error) {
    removeBuild(folder);
    throw error;
  }
}

function languageContender(name: string, language: Language, { app, args }: LanguageApp): Contender {
  return contender(name, () => programOf(language)[app], args);
}

function removeBuild(folder: string): void {
  // Go's module cache has no write permissions.
  rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
}

/** Removes the packages that were built for the other languages. */
export function removeBuilds(): void {
  for (const { folder } of builds.values()) { removeBuild(folder); }
  builds.clear();
}

/** The app that `npm run languages` compares with TypeScript byte by byte. */
const LARGER: LanguageApp = { app: 'checks', args: ['larger'] };

const goalOf = (name: string, size: number) => ({
  name: `${name}, ${size} namespaces, relative to its start and 1.2 times TypeScript`,
  unit: 'times' as const,
  most: 1,
  now: (at: Parameters<NonNullable<Row['goals']>[number]['now']>[0]) => {
    const [theirs, ours, start] = [at(name, size), at(OURS, size), at(name, 1)];
    return theirs && ours && start && theirs.processor / (1.2 * ours.processor + start.processor);
  },
});

/** An app with a Deployment, a ServiceEntry and a Sidecar for each namespace, in each language. */
export const languagesRow: Row = {
  name: 'languages',
  title: 'The same app in other languages',
  unit: 'namespaces with 3 objects',
  sizes: [1, 50, 100, 200],
  rounds: 3,
  contenders: [typescriptContender(OURS, LARGER), ...[python, java, go].map(language => languageContender(language.name, language, LARGER))],
  goals: [goalOf('python', 200), goalOf('java', 100), goalOf('go', 100)],
};

const MANY_CALLS = 400;

/** What calls from another language cost beyond those from TypeScript, for this library relative to cdk8s. What jsii itself costs is in both. */
const callsGoalOf = ({ name }: Language): Goal => ({
  name: `calls of this library from ${name}, relative to as many of cdk8s, beyond TypeScript`,
  unit: 'times',
  most: 1.5,
  now: at => {
    const grown = (contenderName: string) => {
      const [few, many] = [at(contenderName, 1), at(contenderName, MANY_CALLS)];
      return few && many && many.processor - few.processor;
    };
    const added = (suffix: string, typescript: string) => {
      const [theirs, own] = [grown(`${name}${suffix}`), grown(typescript)];
      return theirs === undefined || own === undefined ? undefined : theirs - own;
    };
    const [ours, stock] = [added('', OURS), added(', cdk8s', 'cdk8s')];
    return ours === undefined || stock === undefined || stock <= 0 ? undefined : ours / stock;
  },
});

/** Six calls for each namespace, of this library and of cdk8s, without a synth. */
export const callsRow: Row = {
  name: 'calls',
  title: 'Calls from other languages',
  unit: 'namespaces with 6 calls',
  sizes: [1, MANY_CALLS],
  rounds: 9,
  contenders: [
    typescriptContender(OURS, { app: 'calls', args: ['library'] }),
    typescriptContender('cdk8s', { app: 'calls', args: ['cdk8s'] }),
    ...[python, java, go].flatMap(language => [
      languageContender(language.name, language, { app: 'calls', args: ['library'] }),
      languageContender(`${language.name}, cdk8s`, language, { app: 'calls', args: ['cdk8s'] }),
    ]),
  ],
  goals: [python, java, go].map(callsGoalOf),
};
