import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { installedMeshConfig } from '../../../src/analysis/settings/installed-mesh-config';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

const CONFIG = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const YAML = 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n';

function configMap(name: string, data?: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'istio-system' }, data } as unknown as KubernetesObject;
}

function object(apiVersion: string, kind: string, spec: object): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'istio', namespace: 'istio-system' }, spec };
}

test.each<[string, KubernetesObject]>([
  ['the ConfigMap istio', configMap('istio', { mesh: YAML, meshNetworks: 'networks: {}' })],
  ['the ConfigMap of a revision', configMap('istio-1-31', { mesh: YAML })],
  ['an IstioOperator', object('install.istio.io/v1alpha1', 'IstioOperator', { meshConfig: CONFIG })],
  ['the values of an IstioOperator', object('install.istio.io/v1alpha1', 'IstioOperator', { values: { meshConfig: CONFIG } })],
  ['an Istio of the Sail operator', object('sailoperator.io/v1', 'Istio', { values: { meshConfig: CONFIG } })],
  ['its revision', object('sailoperator.io/v1', 'IstioRevision', { values: { meshConfig: CONFIG } })],
])('%s has a MeshConfig', (_, given) => {
  expect(installedMeshConfig(given)?.meshConfig).toEqual(CONFIG);
});

test.each<[string, KubernetesObject]>([
  ['another ConfigMap', configMap('settings', { mesh: YAML })],
  ['a ConfigMap without data', configMap('istio')],
  ['an IstioOperator without one', object('install.istio.io/v1alpha1', 'IstioOperator', { profile: 'demo' })],
  ['another kind with the name', object('constructor/v1', 'toString', { meshConfig: CONFIG })],
])('%s has none', (_, given) => {
  expect(installedMeshConfig(given)).toBeUndefined();
});

describe('the data of the ConfigMap instead of a MeshConfig', () => {
  test('is read', () => {
    expect(meshSettingsOf({ mesh: YAML, meshNetworks: 'networks: {}' })).toEqual(meshSettingsOf(CONFIG));
  });

  test.each([
    ['accessLogFile: a\nrootNamespace: {', '\'mesh\' must be a MeshConfig as YAML, got a text that is not YAML (line 2)'],
    ['text', '\'mesh\' must be an object, got "text"'],
  ])('is refused if it is %s', (mesh, message) => {
    expect(() => meshSettingsOf({ mesh })).toThrow(message);
  });
});

test.each([['outboundTrafficPolcy', 'outboundTrafficPolicy'], ['rootnamespace', 'rootNamespace'], ['discoverySelector', 'discoverySelectors']])('a misspelt field is refused: %s', (given, right) => {
  expect(() => meshSettingsOf({ [given]: {} })).toThrow(`'${given}' is not a field of MeshConfig, so Istio ignores it; write "${right}"`);
});

test('fields of a newer version are accepted', () => {
  expect(meshSettingsOf({ somethingNew: {}, constructor: 1, accessLogFile: '/dev/stdout' })).toEqual(meshSettingsOf({}));
});

describe('mesh/other-mesh-config', () => {
  const messages = (given: KubernetesObject, meshConfig?: object) => check([given], meshSettingsOf(meshConfig))
    .filter(({ rule }) => rule === 'mesh/other-mesh-config').map(({ message }) => message);
  const given = configMap('istio', { mesh: YAML });

  test('is about a MeshConfig that differs from the settings', () => {
    expect(messages(given)).toEqual([
      'the MeshConfig in this object differs from the settings that the check assumes: outboundTrafficPolicy.mode (here "REGISTRY_ONLY", assumed "ALLOW_ANY"); '
      + 'pass this MeshConfig to the check, in an app as the props of `Mesh`',
    ]);
    expect(messages(given, CONFIG)).toEqual([]);
    expect(messages(configMap('istio', { mesh: 'discoverySelectors:\n- matchLabels: {mesh: a}\nrootNamespace: mesh' }))).toEqual([
      'the MeshConfig in this object differs from the settings that the check assumes: rootNamespace (here "mesh", assumed "istio-system"), '
      + 'discoverySelectors (here [{"matchLabels":{"mesh":"a"}}], assumed "nothing"); pass this MeshConfig to the check, in an app as the props of `Mesh`',
    ]);
  });

  test('knows whether sidecars start mutual TLS by themselves', () => {
    const off = configMap('istio', { mesh: 'enableAutoMtls: false' });
    expect(messages(off)).toEqual([
      'the MeshConfig in this object differs from the settings that the check assumes: enableAutoMtls (here false, assumed true); '
      + 'pass this MeshConfig to the check, in an app as the props of `Mesh`',
    ]);
    expect(messages(off, { enableAutoMtls: false })).toEqual([]);
    expect(messages(configMap('istio', { mesh: 'enableAutoMtls: true' }))).toEqual([]);
  });

  test('is about a MeshConfig that istiod ignores', () => {
    expect(messages(configMap('istio', { mesh: 'password: {' }))).toEqual(['the MeshConfig in this object is ignored by istiod: \'mesh\' must be a MeshConfig as YAML, got a text that is not YAML (line 1); correct it']);
    expect(messages(configMap('istio', { mesh: 'outboundTrafficPolicy:\n  mode: BLOCK' }))).toEqual([
      'the MeshConfig in this object is ignored by istiod: \'outboundTrafficPolicy.mode\' must be one of REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS, got "BLOCK"; correct it',
    ]);
  });
});
