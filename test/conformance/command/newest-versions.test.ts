import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isUnavailable, newestRelease, reportOf, Trial, versionIn } from '../../../conformance/command/newest-versions';

const ROOT = resolve(__dirname, '..', '..', '..');
const GO_MOD = 'module judge\n\nrequire istio.io/api v1.31.0\n\nrequire (\n\tgithub.com/Dynatrace/dynatrace-operator v1.10.2\n\tistio.io/istio v0.0.0-1 // indirect\n)\n';

test('the version of a module is read from both forms of require', () => {
  expect(['istio.io/api', 'github.com/Dynatrace/dynatrace-operator', 'istio.io/istio'].map(module => versionIn(GO_MOD, module))).toEqual(['v1.31.0', 'v1.10.2', 'v0.0.0-1']);
  expect(() => versionIn(GO_MOD, 'istio.io')).toThrow('go.mod does not require istio.io');
});

test('the newest release is the highest by number, and no candidate of a release', () => {
  const tags = ['1.9.0', '1.31.0', '1.31.10', '1.31.9', '1.32.0-rc.1', 'client/v2.0.0', 'nightly'];
  expect(newestRelease(tags.map(tag => `0123abcd\trefs/tags/${tag}\n`).join(''))).toBe('1.31.10');
  expect(newestRelease('0123abcd\trefs/tags/v1.10.2\n0123abcd\trefs/tags/v1.9.9\n')).toBe('v1.10.2');
  expect(newestRelease('')).toBeUndefined();
});

test('a module that cannot be downloaded is not a difference', () => {
  expect(isUnavailable('go: istio.io/istio@master: reading https://proxy.example/istio.io/istio/@v/master.info: 403 Forbidden')).toBe(true);
  expect(isUnavailable('dial tcp: lookup proxy.example: no such host')).toBe(true);
  expect(isUnavailable('go: module istio.io/istio@v0.0.0 requires go >= 1.27')).toBe(false);
});

const AGREES: Trial = { title: 'Istio', module: 'istio.io/istio', ref: '1.32.0', from: 'v1', to: 'v2', outcome: 'agrees', output: 'all equal' };

test('a report about equal answers has a table only', () => {
  expect(reportOf([AGREES, { ...AGREES, to: 'v1', outcome: 'same-version' }])).toBe([
    '| software | today | tried | result |',
    '|---|---|---|---|',
    '| Istio | `v1` | `v2` | all answers agree |',
    '| Istio | `v1` | `v1` | nothing newer |',
    '',
  ].join('\n'));
});

test('a report about a difference has the command that repeats it, and the beginning and the end of the output', () => {
  const report = reportOf([{ ...AGREES, outcome: 'differs', output: `first${'.'.repeat(100_000)}last` }]);
  expect(report).toContain('| Istio | `v1` | `v2` | **answers differ** |');
  expect(report).toContain('npm run conformance:newest -- --only istio --istio 1.32.0\n');
  expect(report).toMatch(/\n````\nfirst\.+\n… 75009 characters left out …\n\.+last\n````\n/);
  expect(report.length).toBeLessThan(30_000);
  expect(reportOf([{ ...AGREES, title: 'Dynatrace operator', outcome: 'not-built' }])).toContain('--only dynatrace --operator 1.32.0\n');
});

test('all Go modules that link Istio link the same version', () => {
  const modules = ['conformance/istio', 'conformance/lab/programs/istio', 'conformance/lab/programs/istioctl'];
  const versions = modules.map(module => versionIn(readFileSync(join(ROOT, module, 'go.mod'), 'utf8'), 'istio.io/istio'));

  expect(new Set(versions).size).toBe(1);
});
