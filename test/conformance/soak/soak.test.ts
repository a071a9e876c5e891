import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { runMesh } from '../../../conformance/soak/run-mesh';
import { soakMesh } from '../../../conformance/soak/soak-mesh';

const MESHES = fc.sample(soakMesh, { seed: 5, numRuns: 60 });

test('every mesh is answered', () => {
  expect(MESHES.map(mesh => runMesh(mesh).fault).filter(fault => fault !== undefined)).toEqual([]);
});

test('there are hostile objects and others, and all kinds of answers', () => {
  const objects = MESHES.reduce((sum, mesh) => sum + mesh.objects.length, 0);
  const hostile = MESHES.reduce((sum, mesh) => sum + mesh.hostile, 0);
  expect([hostile > objects / 6, hostile < objects / 2]).toEqual([true, true]);
  const verdicts = new Set(MESHES.flatMap(mesh => runMesh(mesh).verdicts));
  expect(['ARRIVES', 'BLOCKED', 'FAILS', 'PASSTHROUGH', 'REACHABLE'].filter(verdict => !verdicts.has(verdict))).toEqual([]);
});

test('an error is a fault, with its place', () => {
  expect(runMesh(MESHES[0], () => { throw new TypeError('Cannot read properties of undefined'); }).fault).toMatch(/TypeError: Cannot read .*\n +at .*soak\.test/s);
});

test('a loop without end is stopped, and is a fault', () => {
  expect(runMesh(MESHES[0], () => { for (;;); }, 50).fault).toBe('takes more than 50 ms');
});

test('what is too slow only once is no fault', () => {
  let attempts = 0;
  const { fault, findings } = runMesh(MESHES[0], () => {
    attempts += 1;
    while (attempts === 1);
    return { findings: 3, verdicts: ['BLOCKED'] };
  }, 50);
  expect({ fault, findings, attempts }).toEqual({ fault: undefined, findings: 3, attempts: 2 });
});

test('the program tells what it did', () => {
  const root = join(__dirname, '..', '..', '..');
  const output = execFileSync(process.execPath, ['--import', 'tsx', join(root, 'conformance', 'soak', 'soak.ts'), '--seed', '5', '--count', '30'], { cwd: root, encoding: 'utf8' });
  expect(output).toMatch(/^seed 5\n\d+ objects \(\d+ hostile\) in \d+ meshes: 0 faults\n\d+ findings; \d+ [A-Z]+.*\n\d+ s, \d+ objects a second, slowest mesh \d+ ms \(--mesh \d+\)\n$/);
}, 60_000);
