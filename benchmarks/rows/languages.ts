import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Contender, OURS, type Row } from './row';
import { go } from '../../conformance/languages/go';
import { java } from '../../conformance/languages/java';
import type { Language, Program } from '../../conformance/languages/language';
import { python } from '../../conformance/languages/python';
import { scriptOf } from '../apps/apps';

const ROOT = resolve(__dirname, '..', '..');
const CHECKS = join(ROOT, 'conformance', 'languages', 'typescript', 'checks.ts');
const CONNECTION_INFO = join(ROOT, 'examples', 'quick-start', 'connection-info.json');

/** The same app in another language, which `npm run languages` compares with TypeScript byte by byte. */
function contender(name: string, programOf: () => readonly string[]): Contender {
  return {
    name,
    prepare: async (folder, size) => {
      const [program, ...args] = await Promise.resolve(programOf());
      cpSync(CONNECTION_INFO, join(folder, 'connection-info.json'));
      return [{ program, args: [...args, 'larger', String(size)], folder }];
    },
  };
}

const builds: string[] = [];

function languageContender(language: Language): Contender {
  let built: Program | undefined;
  return contender(language.name, () => {
    if (!built) {
      const folder = mkdtempSync(join(tmpdir(), `benchmark-${language.name}-`));
      builds.push(folder);
      mkdirSync(folder, { recursive: true });
      process.stderr.write(`building the package for ${language.name}\n`);
      built = language.build(folder);
    }
    return built.checks;
  });
}

/** Removes the packages that were built for the other languages. */
export function removeBuilds(): void {
  // Go's module cache has no write permissions.
  for (const folder of builds.splice(0)) { rmSync(folder, { recursive: true, force: true, maxRetries: 2 }); }
}

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
  contenders: [contender(OURS, () => [process.execPath, scriptOf(CHECKS)]), ...[python, java, go].map(languageContender)],
  goals: [goalOf('python', 200), goalOf('java', 100), goalOf('go', 100)],
};
