import { exportToFaults } from '../../../src/analysis/syntax/export-to';

function faults(exportTo: string[], mayBeNobody = true): string[] {
  return [...exportToFaults(exportTo, 'shop', mayBeNobody)];
}

test.each([[[]], [['.']], [['*']], [['~']], [['a', 'b']], [['.', 'a']], [['shop']], [['NS1']]])('%j is valid', exportTo => {
  expect(faults(exportTo)).toEqual([]);
});

test.each([
  [['a', 'b', 'a'], ["'spec.exportTo' must not contain a namespace twice, got \"a\"; remove one"]],
  [['.', '.'], ["'spec.exportTo' must not contain a namespace twice, got \".\"; remove one"]],
  [['.', 'shop'], ["'spec.exportTo' must not contain both \".\" and the object's own namespace \"shop\", which mean the same; remove one"]],
  [['*', 'a'], ["'spec.exportTo' must not contain \"*\" (all namespaces) together with other values; keep only \"*\", or remove it"]],
  [['~', 'a'], ["'spec.exportTo' must not contain \"~\" (no namespace) together with other values; keep only \"~\", or remove it"]],
  [['team-*'], ["'spec.exportTo' must contain only \".\", \"*\", \"~\" or names of namespaces, got \"team-*\""]],
  [[''], ["'spec.exportTo' must contain only \".\", \"*\", \"~\" or names of namespaces, got \"\""]],
])('%j is not valid', (exportTo, expected) => {
  expect(faults(exportTo)).toEqual(expected);
});

test('"~" is for ServiceEntries only', () => {
  expect(faults(['~'], false)).toEqual(["'spec.exportTo' can contain \"~\" in a ServiceEntry only, got \"~\"; use \".\", \"*\" or names of namespaces"]);
  expect(faults(['ns_1'], false)).toEqual(["'spec.exportTo' must contain only \".\", \"*\" or names of namespaces, got \"ns_1\""]);
});
