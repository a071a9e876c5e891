import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';
import { run } from '../../src/cli/program';

const EXISTING = resolve(__dirname, '..', '..', 'examples', 'existing-yaml');

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'remedies-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function pods(...names: readonly string[]): string {
  return names.map(name => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`).join('---\n');
}

async function refusal(from: string, ...paths: readonly string[]): Promise<string> {
  const { code, out, err } = await runIn(folder, 'why', ...paths, '--from', from, '--to', 'https://api.example.com');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err.replace(/^warning: .*\n/gm, '');
}

test('a workload that does not exist is refused with those that are most like it, otherwise with those of its namespace, otherwise with all', async () => {
  writeFileSync(join(folder, 'pods.yaml'), pods('web', 'cart', 'web'));
  expect(await refusal('shop/wep', '.')).toBe('error: there is no workload "shop/wep" among the objects; did you mean "shop/web"?\n');
  expect(await refusal('shop/recommendations', '.')).toBe('error: there is no workload "shop/recommendations" among the objects; there are shop/cart, shop/web\n');
  expect(await refusal('recommendations', '.')).toBe('error: there is no workload "recommendations" among the objects; there are shop/cart, shop/web\n');
  expect(await refusal('accounts/recommendations', join(EXISTING, 'manifests'))).toBe('error: there is no workload "accounts/recommendations" among the objects; '
    + 'there are accounts/login, accounts/mailer, accounts/profile, accounts/sessions, accounts/sms\n');
  expect(await refusal('billing/service-of-invoices', join(EXISTING, 'manifests'))).toMatch(/; there are accounts\/login, .* and 20 more\n$/);
});

test('without any workload, the message tells to pass them', async () => {
  writeFileSync(join(folder, 'namespace.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  expect(await refusal('shop/web', '.')).toBe('error: there is no workload "shop/web" among the objects; there is none at all: pass the Deployments and other workloads too\n');
});

test('a settings file that cannot be read is named with the reason in words', async () => {
  writeFileSync(join(folder, 'pods.yaml'), pods('web'));
  const { code, err } = await runIn(folder, 'check', '.', '--config', 'nope.yaml');
  expect(code).toBe(2);
  expect(err).toMatch(/^error: the settings file "nope\.yaml" can't be read \(it does not exist\): pass the path of another, relative to the folder "[^"]+"\n$/);
});

test('suggest writes what it tells if there is nothing to add, and not an empty file', async () => {
  writeFileSync(join(folder, 'mesh.yaml'), pods('web'));
  writeFileSync(join(folder, 'web.log'), '[2026-01-01T00:00:00.000Z] "- - -" 0 - - - "-" 10 20 5 - "-" "-" "-" "-" "10.0.0.9:5432" outbound|5432||db.bank.svc.cluster.local 10.0.0.1:40000 10.0.0.9:5432 10.0.0.1:40001 - -\n');
  const { code, out } = await runIn(folder, 'suggest', '--access-log', 'web.log', '--from', 'shop/web', 'mesh.yaml', '--output', 'egress.yaml');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(readFileSync(join(folder, 'egress.yaml'), 'utf8')).toBe('# nothing to add: standard error tells what becomes of each destination\n');
});

test('diff tells a person what it does', async () => {
  const items = Array.from({ length: 5001 }, (_, index) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${index}`, namespace: 'shop' } }));
  writeFileSync(join(folder, 'old.yaml'), pods('web'));
  writeFileSync(join(folder, 'new.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const shown: string[] = [];
  const progress = { show: (text: () => string) => { shown.push(text()); }, begin: (text: string) => { shown.push(text); }, end: () => undefined };
  const [old, now] = ['old.yaml', 'new.json'].map(name => join(folder, name));
  expect(await run(['diff', old, now], { color: false, progress, out: () => undefined, err: () => undefined })).toBe(0);
  expect(shown).toEqual(['reading file 1 of 1', 'reading file 1 of 1', 'comparing 5002 objects']);
});
