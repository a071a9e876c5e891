import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { OURS, type Row } from './row';

const ROOT = resolve(__dirname, '..', '..');

/** What `npm pack` tells about the archive. */
interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
}

let known: Packed | undefined;

function packed(): Packed {
  known ??= (JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 })) as Packed[])[0];
  return known;
}

/** The size of the package. */
export const packageRow: Row = {
  name: 'package',
  title: 'The package',
  unit: 'archive',
  sizes: [],
  quick: [],
  rounds: 0,
  contenders: [],
  goals: [
    { name: 'the archive', unit: 'kB', most: 600, now: () => packed().size / 1000 },
    { name: 'the package, unpacked', unit: 'MB', most: 5, now: () => packed().unpackedSize / 1e6 },
  ],
};

const JEST = join(ROOT, 'node_modules', '.bin', 'jest');
const ALL = 'all tests';

/** The tests of this repository. */
export const testsRow: Row = {
  name: 'tests',
  title: 'The tests: those of ServiceEntry, and all',
  unit: 'run',
  sizes: [1],
  rounds: 3,
  contenders: [
    { name: OURS, prepare: () => Promise.resolve([{ program: JEST, args: ['test/istio/service-entry.test.ts'], folder: ROOT }]) },
    { name: ALL, rounds: 1, prepare: () => Promise.resolve([{ program: JEST, args: [], folder: ROOT }]) },
  ],
  goals: [
    { name: '`npx jest test/istio/service-entry.test.ts`', unit: 's', most: 3, now: at => at(OURS, 1)?.elapsed },
    { name: '`npx jest`', unit: 's', most: 75, now: at => at(ALL, 1)?.elapsed },
  ],
};
