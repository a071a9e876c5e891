import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../src/analysis/rules';
import { CONSTRUCT_RULES } from '../../src/core/construct-rule';

test('the guide lists every rule of constructs, with its severity', () => {
  const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'mesh.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `([a-z0-9/-]+)` \| (error|warning|info) \|/gm)].map(([, name, severity]) => ({ name, severity }));
  expect(rows).toEqual(CONSTRUCT_RULES.map(({ name, severity }) => ({ name, severity })));
});

test('no rule of constructs has the name of a rule about manifests', () => {
  const names = new Set(ALL_RULES.map(({ name }) => name));
  expect(CONSTRUCT_RULES.filter(({ name }) => names.has(name))).toEqual([]);
});
