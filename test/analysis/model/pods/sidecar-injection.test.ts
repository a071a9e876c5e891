import { SidecarInjection, sidecarInjectionOf } from '../../../../src/analysis/model/pods/sidecar-injection';

const INJECT = 'sidecar.istio.io/inject';
const ENABLED = { 'istio-injection': 'enabled' };
const POD = { namespace: 'shop', labels: {}, annotations: {}, hostNetwork: false };

test.each<[what: string, pod: Partial<typeof POD>, namespaceLabels: Record<string, string> | undefined, injection: SidecarInjection]>([
  ['sets nothing, in an unknown namespace', {}, undefined, 'maybe'],
  ['sets nothing, in a namespace without a label for injection', {}, { team: 'a' }, 'maybe'],
  ['sets nothing, in a namespace with injection', {}, ENABLED, 'yes'],
  ['sets nothing, in a namespace with a revision', {}, { 'istio.io/rev': 'canary' }, 'yes'],
  ['sets nothing, in a namespace without injection', {}, { 'istio-injection': 'disabled' }, 'no'],
  ['sets nothing, in an ambient namespace', {}, { 'istio.io/dataplane-mode': 'ambient' }, 'no'],
  ['sets nothing, in an ambient namespace with injection', {}, { ...ENABLED, 'istio.io/dataplane-mode': 'ambient' }, 'yes'],
  ['turns injection on', { labels: { [INJECT]: 'true' } }, undefined, 'yes'],
  ['turns injection on, in an ambient namespace', { labels: { [INJECT]: 'true' } }, { 'istio.io/dataplane-mode': 'ambient' }, 'yes'],
  ['turns injection on, in a namespace without injection', { labels: { [INJECT]: 'true' } }, { 'istio-injection': 'disabled' }, 'no'],
  ['turns injection on by annotation, which the injector does not see', { annotations: { [INJECT]: 'true' } }, { team: 'a' }, 'maybe'],
  ['has the label of a revision', { labels: { 'istio.io/rev': 'canary' } }, { team: 'a' }, 'yes'],
  ['turns injection off', { labels: { [INJECT]: 'false' } }, ENABLED, 'no'],
  ['turns injection off by annotation', { annotations: { [INJECT]: 'false' } }, ENABLED, 'no'],
  ['has a label that takes precedence over its annotation', { labels: { [INJECT]: 'true' }, annotations: { [INJECT]: 'false' } }, ENABLED, 'yes'],
  ['has an unknown value', { labels: { [INJECT]: 'no' } }, ENABLED, 'yes'],
  ['is a gateway', { labels: { [INJECT]: 'true' }, annotations: { 'inject.istio.io/templates': 'gateway' } }, ENABLED, 'no'],
  ['is a gateway with other templates', { annotations: { 'inject.istio.io/templates': 'gateway, custom' } }, ENABLED, 'no'],
  ['has a template of a sidecar', { annotations: { 'inject.istio.io/templates': 'sidecar,custom' } }, ENABLED, 'yes'],
  ['uses the network of its node', { hostNetwork: true, labels: { [INJECT]: 'true' } }, ENABLED, 'no'],
  ['is in a system namespace', { namespace: 'kube-system' }, ENABLED, 'no'],
])('a pod that %s', (_, pod, namespaceLabels, injection) => {
  expect(sidecarInjectionOf({ ...POD, ...pod }, namespaceLabels)).toBe(injection);
});
