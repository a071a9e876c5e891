import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { shortest } from './short-names';

const MODULES = resolve(__dirname, '..', '..', 'node_modules');

/** A module of npm as a file of the package, with its license. */
export function vendored(module: string): string {
  const folder = join(MODULES, module);
  const license = readFileSync(join(folder, readdirSync(folder).find(file => /^licen[cs]e/i.test(file))!), 'utf8').trim();
  const { outputFiles: [{ text }] } = buildSync({
    entryPoints: [folder], bundle: true, platform: 'node', target: 'node20', format: 'cjs', minifySyntax: true, legalComments: 'none', logLevel: 'error', write: false,
  });
  return `/*!\nThis file contains ${module}.\n\n${license.replaceAll('*/', '* /')}\n*/\n${shortest(text)}\n`;
}
