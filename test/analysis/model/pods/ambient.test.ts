import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { isAmbient, isKnownToZtunnel, ztunnelCapturesDns } from '../../../../src/analysis/model/pods/ambient';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry } from '../../manifests';

const MODE = 'istio.io/dataplane-mode';
const AMBIENT = { [MODE]: 'ambient' };
const POD = { namespace: 'shop', labels: {}, annotations: {}, hostNetwork: false };

function modelWith(labels: Record<string, string> | undefined): MeshModel {
  const namespaces = labels ? ['shop', 'kube-system'].map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })) : [];
  return MeshModel.of(namespaces, meshSettingsOf({}));
}

test.each<[what: string, pod: Partial<typeof POD>, namespaceLabels: Record<string, string> | undefined, expected: boolean]>([
  ['sets nothing, in an ambient namespace', {}, AMBIENT, true],
  ['sets nothing, in another namespace', {}, { team: 'a' }, false],
  ['has the label, in an unknown namespace', { labels: AMBIENT }, undefined, true],
  ['has the label, in another namespace', { labels: AMBIENT }, { team: 'a' }, true],
  ['leaves the mode of its namespace', { labels: { [MODE]: 'none' } }, AMBIENT, false],
  ['gets a sidecar from its namespace', {}, { ...AMBIENT, 'istio-injection': 'enabled' }, false],
  ['gets a sidecar by its label', { labels: { 'sidecar.istio.io/inject': 'true' } }, AMBIENT, false],
  ['refuses a sidecar in a namespace with both labels', { labels: { 'sidecar.istio.io/inject': 'false' } }, { ...AMBIENT, 'istio-injection': 'enabled' }, true],
  ['uses the network of its node', { hostNetwork: true }, AMBIENT, false],
  ['is a gateway', { annotations: { 'inject.istio.io/templates': 'gateway' } }, AMBIENT, false],
  ['is in a namespace of Kubernetes', { namespace: 'kube-system' }, AMBIENT, false],
])('a pod that %s', (_, pod, namespaceLabels, expected) => {
  expect(isAmbient(modelWith(namespaceLabels), { ...POD, ...pod })).toBe(expected);
});

test.each<[version: string, annotations: Record<string, string>, expected: boolean]>([
  ['1.31', {}, true],
  ['1.24', {}, false],
  ['1.31', { 'ambient.istio.io/dns-capture': 'false' }, false],
  ['1.24', { 'ambient.istio.io/dns-capture': 'true' }, true],
])('ztunnel of Istio %s answers DNS queries of a pod with the annotations %j: %s', (version, annotations, expected) => {
  expect(ztunnelCapturesDns(MeshModel.of([], meshSettingsOf({}, version)), annotations)).toBe(expected);
});

test.each<[what: string, defaultVisibility: string, version: string, known: [own: boolean, other: boolean]]>([
  ['everything', 'PUBLIC', '1.31', [true, true]],
  ['only entries of the namespace', 'NAMESPACE', '1.31', [true, false]],
  ['nothing', 'NONE', '1.31', [false, false]],
  ['everything, in a version without the setting,', 'NONE', '1.30', [true, true]],
])('ztunnel knows %s if serviceEntryVisibility is %s', (_, defaultVisibility, version, known) => {
  const model = MeshModel.of([entry('api.test', 443, 'TLS', { exportTo: ['.'] })], meshSettingsOf({ serviceEntryVisibility: { defaultVisibility } }, version));
  expect(['egress', 'shop'].map(namespace => isKnownToZtunnel(model, model.services[0], namespace))).toEqual(known);
});
