import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScript } from '../../../projenrc/bundle-script';

const ROOT = join(__dirname, '..', '..', '..');
const PROGRAM = join(ROOT, '.cache', 'test', `lab-${process.pid}.js`);

beforeAll(() => bundleScript(join(ROOT, 'conformance', 'lab', 'lab.ts'), PROGRAM));
afterAll(() => { rmSync(PROGRAM); });

/** The program, as `npm run lab` runs it, on a machine that has nothing but Node. */
function lab(...args: readonly string[]) {
  const empty = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', env: { ...process.env, PATH: empty } });
    return { status, stdout, error: stderr.split('\n') };
  } finally {
    rmSync(empty, { recursive: true });
  }
}

test('a machine that lacks something gets a list of all of it, and how to install it', () => {
  const { status, stdout, error } = lab('examples/quick-start/dist');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(error).toContain(process.platform === 'linux'
    ? 'iptables is missing: install it with "apt-get install iptables"'
    : `Linux is missing: the lab makes network namespaces, and this is ${process.platform}; run it in a virtual machine`);
}, 60_000);

test('a wrong command line shows the usage', () => {
  const { status, error } = lab('--scenarios', 'nothing');
  expect(status).toBe(2);
  expect(error[0]).toMatch(/^there is no scenario nothing; there are quick-start, /);
  expect(lab()).toEqual({
    status: 2,
    stdout: '',
    error: [
      'a folder with YAML must be given, such as examples/quick-start/dist',
      'usage: npm run lab -- [--without-each] [--mesh-config <file>] <dist folder> …',
      '       npm run lab -- --scenarios [<name> …]',
      '',
    ],
  });
}, 60_000);

test('a folder that holds nothing that the lab can try is an error before anything is built', () => {
  expect(lab('examples/ambient/dist')).toEqual({ status: 1, stdout: '', error: ['the workloads in examples/ambient/dist are in ambient mode, which only the scenarios "ambient" and "waypoint" try', ''] });
  expect(lab('/nowhere')).toEqual({ status: 1, stdout: '', error: ["ENOENT: no such file or directory, scandir '/nowhere'", ''] });
  expect(lab('crds')).toEqual({ status: 1, stdout: '', error: ['there is no workload in crds, so there are no connections to try', ''] });
}, 60_000);
