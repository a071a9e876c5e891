import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** Runs the app in a process of its own, because jest has modules of its own. */
function run(...options: string[]): { readonly kinds: string[]; readonly legacyInstall: string } {
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  return JSON.parse(execFileSync(tsx, [...options, join(__dirname, 'app-without-cdk8s-plus.ts')], { encoding: 'utf8' })) as ReturnType<typeof run>;
}

const KINDS = ['Application', 'DynaKube', 'OneAgent', 'ServiceEntry', 'ServiceEntry', 'Sidecar'];

test('without cdk8s-plus-28 everything works but the install of the legacy operator, which asks for it', () => {
  expect(run('--require', join(__dirname, 'hide-cdk8s-plus.cjs'))).toEqual({
    kinds: KINDS,
    legacyInstall: 'OneAgentOperator needs the package "cdk8s-plus-28", which is not installed; run "npm install cdk8s-plus-28"',
  });
}, 60_000);

test('with it everything works', () => {
  expect(run()).toEqual({ kinds: KINDS, legacyInstall: 'works' });
}, 60_000);

test('it is an optional peer', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { [field: string]: unknown };
  expect(manifest.peerDependencies).toHaveProperty('cdk8s-plus-28');
  expect(manifest.peerDependenciesMeta).toEqual({ 'cdk8s-plus-28': { optional: true } });
});

test('no file of the library imports it but for its types', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const lines = files.flatMap(file => readFileSync(join(ROOT, 'src', file), 'utf8').split('\n').filter(line => /^import .*'cdk8s-plus/.test(line)));
  expect([...new Set(lines)]).toEqual(["import type * as kplus from 'cdk8s-plus-28';"]);
});
