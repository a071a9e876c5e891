import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { shortest } from './short-names';

const MODULES = resolve(__dirname, '..', '..', 'node_modules');

/** How the code of the package is bundled. */
export const OPTIONS = {
  bundle: true, platform: 'node', target: 'node20', format: 'cjs', minifySyntax: true, legalComments: 'none', logLevel: 'error', write: false,
} as const satisfies BuildOptions;

/** A module of npm as a file of the package, with its license. */
export function vendored(module: string): string {
  const folder = join(MODULES, module);
  const license = readFileSync(join(folder, readdirSync(folder).find(file => /^licen[cs]e/i.test(file))!), 'utf8').trim();
  const { outputFiles: [{ text }] } = buildSync({ ...OPTIONS, entryPoints: [folder] });
  return `/*!\nThis file contains ${module}.\n\n${license.replaceAll('*/', '* /')}\n*/\n${shortest(text)}\n`;
}
