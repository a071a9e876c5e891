import { holdsApplication, interceptionModeOf, proxyConfigFault } from '../../../../src/analysis/model/pods/proxy-config';
import { DEFAULT_MESH_SETTINGS } from '../../../../src/analysis/settings/mesh-settings';

test.each([
  ['', undefined],
  ['# nothing yet', undefined],
  ['unknownField: 1', undefined],
  ['a: 1\na: 2', undefined],
  ['proxyMetadata: null', undefined],
  ['proxyMetadata: {A: null}', undefined],
  ['interceptionMode: 2', undefined],
  ['holdApplicationUntilProxyStarts: yes', undefined],
  ['a: [', 'must be a map in YAML, got "a: ["'],
  ['[1]', 'must be a map in YAML, got "[1]"'],
  ['foo', 'must be a map in YAML, got "foo"'],
  ['proxyMetadata: text', 'must have a map in proxyMetadata, got "text"'],
  ['proxyMetadata: {A: "1", B: true}', 'must have a text for B in proxyMetadata, got "true"; write it in quotes'],
  ['proxyMetadata: {A: yes}', 'must have a text for A in proxyMetadata, got "true"; write it in quotes'],
  ['proxyMetadata: {A: 1}', 'must have a text for A in proxyMetadata, got "1"; write it in quotes'],
  ['interceptionMode: none', 'must have REDIRECT, TPROXY or NONE in interceptionMode, got "none"'],
  ['holdApplicationUntilProxyStarts: "true"', 'must have true or false in holdApplicationUntilProxyStarts, got "true"'],
])('the injector reads %j as Istio does', (text, fault) => {
  expect(proxyConfigFault(text)).toBe(fault);
});

test('the annotation with the mode alone comes before that with all settings', () => {
  const all = { 'proxy.istio.io/config': 'interceptionMode: 2' };
  expect(interceptionModeOf(all)).toEqual({ mode: 'NONE', annotation: 'proxy.istio.io/config' });
  expect(interceptionModeOf({ ...all, 'sidecar.istio.io/interceptionMode': 'TPROXY' })).toEqual({ mode: 'TPROXY', annotation: 'sidecar.istio.io/interceptionMode' });
  expect(interceptionModeOf({ 'proxy.istio.io/config': 'concurrency: 2' })).toBeUndefined();
});

test.each([
  ['holdApplicationUntilProxyStarts: true', false, true],
  ['holdApplicationUntilProxyStarts: yes', false, true],
  ['proxyMetadata: {NOTE: "holdApplicationUntilProxyStarts: true"}', false, false],
  ['# holdApplicationUntilProxyStarts: true', false, false],
  ['holdApplicationUntilProxyStarts: false', true, false],
  ['concurrency: 2', true, true],
])('with %j and the mesh set to %s, applications wait for the sidecar: %s', (text, holdsApplications, expected) => {
  expect(holdsApplication({ ...DEFAULT_MESH_SETTINGS, holdsApplications }, { 'proxy.istio.io/config': text })).toBe(expected);
});
