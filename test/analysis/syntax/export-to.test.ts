import { exportToFaults } from '../../../src/analysis/syntax/export-to';

function faults(exportTo: string[], mayBeNobody = true): string[] {
  return [...exportToFaults(exportTo, 'shop', mayBeNobody)];
}

test.each([[[]], [['.']], [['*']], [['~']], [['a', 'b']], [['.', 'a']], [['shop']], [['NS1']]])('%j is fine', exportTo => {
  expect(faults(exportTo)).toEqual([]);
});

test.each([
  [['a', 'b', 'a'], ["'spec.exportTo' must not hold a namespace twice, got \"a\"; remove one"]],
  [['.', '.'], ["'spec.exportTo' must not hold a namespace twice, got \".\"; remove one"]],
  [['.', 'shop'], ["'spec.exportTo' must not hold \".\" and the object's own namespace \"shop\", for they are the same; remove one"]],
  [['*', 'a'], ["'spec.exportTo' must not hold \"*\", everybody, beside other values; keep \"*\" alone, or remove it"]],
  [['~', 'a'], ["'spec.exportTo' must not hold \"~\", nobody, beside other values; keep \"~\" alone, or remove it"]],
  [['team-*'], ["'spec.exportTo' must hold \".\", \"*\", \"~\" or names of namespaces, got \"team-*\""]],
  [[''], ["'spec.exportTo' must hold \".\", \"*\", \"~\" or names of namespaces, got \"\""]],
])('%j is not', (exportTo, expected) => {
  expect(faults(exportTo)).toEqual(expected);
});

test('nobody is for ServiceEntries only', () => {
  expect(faults(['~'], false)).toEqual(["'spec.exportTo' takes \"~\" in a ServiceEntry only, got \"~\"; give \".\", \"*\" or names of namespaces"]);
  expect(faults(['ns_1'], false)).toEqual(["'spec.exportTo' must hold \".\", \"*\" or names of namespaces, got \"ns_1\""]);
});
