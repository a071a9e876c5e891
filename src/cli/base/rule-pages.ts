import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as zlib from 'node:zlib';

/** Where the package has the pages of all rules. As one file they take a quarter of the space in the archive that they take one by one. */
export const RULE_PAGES_FILE = 'lib/rules.json.br';

/** The pages in a folder with a folder for each kind, by the names of their rules. */
export function rulePagesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(path => /^([a-z0-9-]+)[\\/]([a-z0-9-]+)\.md$/.exec(path)?.slice(1).join('/') ?? []).sort();
  return new Map(names.map(name => [name, readFileSync(join(folder, `${name}.md`), 'utf8')]));
}

/** The contents of the file. */
export function packRulePages(pages: ReadonlyMap<string, string>): Buffer {
  const { brotliCompressSync, constants } = loadZlib();
  const json = Buffer.from(JSON.stringify([...pages]));
  return brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: json.length } });
}

/** The pages in the file. */
export function unpackRulePages(file: Buffer): Map<string, string> {
  return new Map(JSON.parse(loadZlib().brotliDecompressSync(file).toString()) as [string, string][]);
}

/** Few commands show pages. */
function loadZlib(): typeof zlib {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the command line
  return require('node:zlib') as typeof zlib;
}
