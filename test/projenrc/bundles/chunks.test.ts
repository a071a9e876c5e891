import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chunkOf, CHUNKS } from '../../../projenrc/bundles/chunks';

const ROOT = resolve(__dirname, '..', '..', '..');

test('one chunk holds each module, and no chunk is empty', () => {
  const modules = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && path !== 'index.ts').map(path => `src/${path.replaceAll('\\', '/').slice(0, -'.ts'.length)}`);
  expect(modules.filter(module => CHUNKS.filter(({ holds }) => holds.test(module)).length !== 1)).toEqual([]);
  expect(new Set(modules.map(chunkOf))).toEqual(new Set(CHUNKS));
});

test('a module that no chunk holds is refused', () => {
  expect(() => chunkOf('src/other/a')).toThrow('no chunk holds src/other/a: add its folder to CHUNKS of projenrc/bundles/chunks.ts');
});
