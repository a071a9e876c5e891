import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runIn } from './command-line';
import { version } from '../../src/cli/base/package-files';

const ROOT = resolve(__dirname, '..', '..');
const EXISTING = join(ROOT, 'examples', 'existing-yaml');

/** Each command on YAML that no construct wrote, and on what the examples synthesize: its file, its exit code, and its arguments. */
const COMMANDS: readonly [name: string, folder: string, code: number, ...args: string[]][] = [
  ['check.txt', EXISTING, 1, 'check', 'manifests'],
  ['check.sarif', EXISTING, 1, 'check', 'manifests', '--format', 'sarif'],
  ['check.github.txt', EXISTING, 1, 'check', 'manifests', '--format', 'github'],
  ['check.junit.xml', EXISTING, 1, 'check', 'manifests', '--format', 'junit'],
  ['check.json', EXISTING, 1, 'check', 'manifests', '--format', 'json'],
  ['egress.txt', EXISTING, 0, 'egress', 'manifests'],
  ['egress.csv', EXISTING, 0, 'egress', 'manifests', '--from', 'data/reports', '--format', 'csv'],
  ['egress.md', EXISTING, 0, 'egress', 'manifests', '--format', 'markdown'],
  ['egress.mmd', EXISTING, 0, 'egress', 'manifests', '--format', 'mermaid'],
  ['egress.dot', EXISTING, 0, 'egress', 'manifests', '--format', 'dot'],
  ['egress.svg', EXISTING, 0, 'egress', 'manifests', '--format', 'svg'],
  ['egress-to.svg', EXISTING, 0, 'egress', 'manifests', '--to', 'https://login.identity.example', '--format', 'svg'],
  ['egress-to.txt', EXISTING, 0, 'egress', 'manifests', '--to', 'https://fraud.scoring.example'],
  ['why-arrives.txt', EXISTING, 0, 'why', 'manifests', '--from', 'checkout/payment', '--to', 'https://login.identity.example'],
  ['why-blocked.txt', EXISTING, 1, 'why', 'manifests', '--from', 'storefront/web', '--to', 'https://api.payments.example'],
  ['why-double-tls.txt', EXISTING, 1, 'why', 'manifests', '--from', 'data/archive', '--to', 'https://storage.archive.example'],
  ['why-elsewhere.txt', EXISTING, 3, 'why', 'manifests', '--from', 'data/archive', '--to', 'http://vault.platform.svc.cluster.local:8200'],
  ['diff.txt', EXISTING, 0, 'diff', 'manifests/checkout-egress.yaml', 'manifests'],
  ['quick-start-check.txt', join(ROOT, 'examples', 'quick-start'), 0, 'check'],
  ['quick-start-egress.txt', join(ROOT, 'examples', 'quick-start'), 0, 'egress'],
  ['openshift-check.txt', join(ROOT, 'examples', 'openshift'), 0, 'check'],
  ['legacy-operator-check.txt', join(ROOT, 'examples', 'legacy-operator'), 0, 'check'],
];

test('the guide shows the picture that the command draws', () => {
  expect(readFileSync(join(ROOT, 'docs', 'images', 'egress.svg'), 'utf8')).toBe(readFileSync(join(__dirname, 'golden', 'egress.svg'), 'utf8'));
});

test.each(COMMANDS.map(([name, folder, code, ...args]) => ({ name, folder, code, args })))('$name is what the command prints', async ({ name, folder, code, args }) => {
  const ran = await runIn(folder, ...args);
  const path = join(__dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN) { writeFileSync(path, ran.out); }
  expect({ code: ran.code, err: ran.err }).toEqual({ code, err: '' });
  // The version of the package is in some of them.
  expect(ran.out.replaceAll(`"${version()}"`, '"0.1.0"')).toBe(readFileSync(path, 'utf8'));
});
