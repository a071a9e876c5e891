import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleScript } from '../../projenrc/bundle-script';

const ROOT = join(__dirname, '..', '..');
const PROGRAM = join(ROOT, '.cache', 'test', `compare-${process.pid}.js`);

beforeAll(() => bundleScript(join(ROOT, 'conformance', 'compare.ts'), PROGRAM));
afterAll(() => { rmSync(PROGRAM); });

/** The program, as `npm run conformance` runs it. */
function compare(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
  return { status, stdout, error: stderr.split('\n')[0] };
}

test('a missing judge ends with 2, with --skip-if-missing with 0', () => {
  expect(compare('--judge', '/nowhere/judge')).toEqual({ status: 2, stdout: '', error: 'spawn /nowhere/judge ENOENT' });
  expect(compare('--judge', '/nowhere/judge', '--skip-if-missing')).toEqual({ status: 0, stdout: '', error: 'spawn /nowhere/judge ENOENT' });
}, 60_000);

test('a wrong option is an error', () => {
  expect(compare('--kind', 'guess')).toEqual({ status: 2, stdout: '', error: '\'--kind\' must be findings, reach, operator, all or the name of a topic, got "guess"' });
  expect(compare('--case', '3')).toEqual({ status: 2, stdout: '', error: '\'--case\' needs \'--seed\'' });
  expect(compare('--seed', 'x')).toEqual({ status: 2, stdout: '', error: '\'--seed\' must be a number, got "x"' });
  expect(compare('--sede', '1')).toMatchObject({ status: 2, stdout: '' });
}, 60_000);
