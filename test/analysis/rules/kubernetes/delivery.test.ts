import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';

function messages(rule: string, objects: readonly object[]): string[] {
  return check(objects as KubernetesObject[]).filter(finding => finding.rule === rule).map(({ object, message }) => `${object}: ${message}`);
}

function kustomization(spec: object = {}): object {
  return { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'app', namespace: 'flux-system' }, spec };
}

function application(spec: object): object {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'app', namespace: 'argocd' }, spec };
}

function configMap(name: string, data: object, metadata: object = { namespace: 'flux-system' }): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data };
}

describe('kubernetes/substituted-text', () => {
  const found = (...objects: object[]) => messages('kubernetes/substituted-text', objects);
  const withVariables = kustomization({ postBuild: { substitute: { cluster: 'eu' } } });

  test('is about variables without a value, the first three of an object', () => {
    expect(found(withVariables, configMap('a', { text: '${d} ${cluster} ${b}${c}${a}' }), configMap('b', { '${x}': '' }))).toEqual([
      '1: \'postBuild\' of a Kustomization of Flux has no value for "${a}", "${b}", "${c}" and 1 more, so that Flux replaces them in this object by an empty text; '
      + 'add the value, write "$$" instead of "$", or add the annotation "kustomize.toolkit.fluxcd.io/substitute: disabled"',
      '2: \'postBuild\' of a Kustomization of Flux has no value for "${x}", so that Flux replaces it in this object by an empty text; '
      + 'add the value, write "$$" instead of "$", or add the annotation "kustomize.toolkit.fluxcd.io/substitute: disabled"',
    ]);
  });

  test.each(['$${a}', '$a', '${a:=b}', '${a:-b}', '${a=b}', '${1}', '${cluster}', '$(a)', '${'])('is silent about %s', text => {
    expect(found(withVariables, configMap('a', { text }))).toEqual([]);
  });

  test('is silent without variables of a Kustomization, and about objects that are excluded', () => {
    const text = { text: '${a}' };
    expect(found(kustomization(), configMap('a', text))).toEqual([]);
    expect(found(kustomization({ postBuild: { substitute: {} } }), configMap('a', text))).toEqual([]);
    expect(found(configMap('a', text))).toEqual([]);
    for (const place of ['annotations', 'labels']) {
      expect(found(withVariables, configMap('a', text, { [place]: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }))).toEqual([]);
    }
  });

  test('knows the variables of a ConfigMap among the objects, and is silent if a source is not among them', () => {
    const from = (kind: string, name = 'vars') => kustomization({ postBuild: { substituteFrom: [{ kind, name }] } });
    const objects = [configMap('vars', { zone: 'b' }), configMap('a', { text: '${zone}${other}' })];
    expect(found(from('ConfigMap'), ...objects).map(message => message.split(', ')[0])).toEqual(['2: \'postBuild\' of a Kustomization of Flux has no value for "${other}"']);
    expect(found(from('ConfigMap', 'elsewhere'), ...objects)).toEqual([]);
    expect(found(from('Secret'), ...objects)).toEqual([]);
  });
});

describe('kubernetes/missing-namespace', () => {
  const found = (...objects: object[]) => messages('kubernetes/missing-namespace', objects);
  const text = (tool: string) => `'metadata.namespace' is missing, and ${tool} has no default namespace here, so that it fails to apply the object; set it`;
  const inFolder = application({ source: { path: 'dist' }, destination: { server: 'https://a' } });

  test('is about objects without a namespace that Flux or Argo CD delivers', () => {
    expect(found(configMap('a', {}, {}), kustomization())).toEqual([`0: ${text('Flux')}`]);
    expect(found(inFolder, configMap('a', {}, { namespace: '' }), configMap('b', {}, { namespace: 'b' }))).toEqual([`1: ${text('Argo CD')}`]);
  });

  test('is silent about objects of the cluster, and where a namespace is set for all objects', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
    expect(found(inFolder, namespace, { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } })).toEqual([]);
    expect(found(kustomization({ targetNamespace: 'shop' }), configMap('a', {}, {}))).toEqual([]);
    expect(found(application({ source: { path: 'dist' }, destination: { namespace: 'shop' } }), configMap('a', {}, {}))).toEqual([]);
  });

  test('is silent without a tool, and beside an Application with a Helm chart', () => {
    expect(found(configMap('a', {}, {}))).toEqual([]);
    expect(found(application({ source: { chart: 'a' }, destination: {} }), configMap('a', {}, {}))).toEqual([]);
  });
});
