import * as fc from 'fast-check';
import { QUESTIONS, traceMesh } from '../../../../conformance/generators/trace/trace-mesh';
import { OutcomeTally } from '../../../../conformance/lab/fuzz/tally';
import { predictionsFor } from '../../../../conformance/lab/fuzz/try-mesh';
import { listOf, recordOf } from '../../../../src/analysis/base/json';
import { check } from '../../../../src/analysis/check';

const SEED = 7;
const MESHES = fc.sample(traceMesh, { seed: SEED, numRuns: 200 });

test('mesh k of a seed is always the same, and plain JSON', () => {
  expect(fc.sample(traceMesh, { seed: SEED, path: '42', numRuns: 1 })).toEqual([MESHES[42]]);
  expect(JSON.parse(JSON.stringify(MESHES))).toEqual(JSON.parse(JSON.stringify(fc.sample(traceMesh, { seed: SEED, numRuns: 200 }))));
});

test('meshes have 3 to 9 objects and 8 connections, and nothing that the API server refuses', () => {
  for (const { objects, questions } of MESHES) {
    expect(objects.length).toBeGreaterThanOrEqual(3);
    expect(objects.length).toBeLessThanOrEqual(9);
    expect(questions).toHaveLength(QUESTIONS);
    expect(check(objects).filter(({ severity, upstream }) => severity === 'error' && upstream === 'schema')).toEqual([]);
  }
});

test('a server speaks what all objects of the mesh declare', () => {
  const declared = MESHES.flatMap(({ objects, servers }) => objects.filter(({ kind }) => kind === 'ServiceEntry').flatMap(({ spec }) => listOf(recordOf(spec).ports)
    .map(recordOf).filter(({ number }) => number === 3128).map(({ protocol }) => [protocol === 'TLS', servers['203.0.113.30:3128'] === 'tls'])));
  expect(declared.some(([isTls]) => isTls)).toBe(true);
  expect(declared.filter(([isTls, speaksTls]) => isTls !== speaksTls)).toEqual([]);
});

test.each(['PeerAuthentication', 'VirtualService', 'Secret', 'ProxyConfig', 'Sidecar', 'Gateway', 'StatefulSet'])('some meshes have a %s', kind => {
  expect(MESHES.some(({ objects }) => objects.some(object => object.kind === kind))).toBe(true);
});

test('each stage decides often, and few answers are open', () => {
  const tally = new OutcomeTally();
  for (const answer of MESHES.flatMap(predictionsFor)) { tally.add(answer); }
  const stages = ['dns', 'capture', 'sidecar', 'tls', 'gateway', 'endpoint'] as const;
  // 1,000 meshes have five times as many.
  for (const stage of stages) { expect(tally.of('ARRIVES', stage) + tally.of('FAILS', stage)).toBeGreaterThanOrEqual(24); }
  const open = stages.reduce((sum, stage) => sum + tally.of('UNKNOWN', stage), 0);
  expect(open / (MESHES.length * QUESTIONS)).toBeLessThan(0.03);
});
