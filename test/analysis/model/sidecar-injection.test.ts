import { SidecarInjection, sidecarInjectionOf } from '../../../src/analysis/model/sidecar-injection';

const INJECT = 'sidecar.istio.io/inject';
const ENABLED = { 'istio-injection': 'enabled' };
const POD = { namespace: 'shop', labels: {}, annotations: {}, hostNetwork: false };

test.each<[what: string, pod: Partial<typeof POD>, namespaceLabels: Record<string, string> | undefined, injection: SidecarInjection]>([
  ['says nothing, in a namespace that is not known', {}, undefined, 'maybe'],
  ['says nothing, in a namespace without an injection label', {}, { team: 'a' }, 'maybe'],
  ['says nothing, in a namespace with sidecars', {}, ENABLED, 'yes'],
  ['says nothing, in a namespace with a revision', {}, { 'istio.io/rev': 'canary' }, 'yes'],
  ['says nothing, in a namespace that is left out', {}, { 'istio-injection': 'disabled' }, 'no'],
  ['says nothing, in an ambient namespace', {}, { 'istio.io/dataplane-mode': 'ambient' }, 'no'],
  ['says nothing, in an ambient namespace with sidecars', {}, { ...ENABLED, 'istio.io/dataplane-mode': 'ambient' }, 'yes'],
  ['wants one', { labels: { [INJECT]: 'true' } }, undefined, 'yes'],
  ['wants one, in an ambient namespace', { labels: { [INJECT]: 'true' } }, { 'istio.io/dataplane-mode': 'ambient' }, 'yes'],
  ['wants one, in a namespace that is left out', { labels: { [INJECT]: 'true' } }, { 'istio-injection': 'disabled' }, 'no'],
  ['wants one in vain, as the injector sees labels only', { annotations: { [INJECT]: 'true' } }, { team: 'a' }, 'maybe'],
  ['names a revision', { labels: { 'istio.io/rev': 'canary' } }, { team: 'a' }, 'yes'],
  ['wants none', { labels: { [INJECT]: 'false' } }, ENABLED, 'no'],
  ['wants none, by annotation', { annotations: { [INJECT]: 'false' } }, ENABLED, 'no'],
  ['has a label that outweighs its annotation', { labels: { [INJECT]: 'true' }, annotations: { [INJECT]: 'false' } }, ENABLED, 'yes'],
  ['says what nobody understands', { labels: { [INJECT]: 'no' } }, ENABLED, 'yes'],
  ['shares the network of its node', { hostNetwork: true, labels: { [INJECT]: 'true' } }, ENABLED, 'no'],
  ['is part of Kubernetes', { namespace: 'kube-system' }, ENABLED, 'no'],
])('a pod that %s', (_, pod, namespaceLabels, injection) => {
  expect(sidecarInjectionOf({ ...POD, ...pod }, namespaceLabels)).toBe(injection);
});
