import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { DynaKube, DynaKubeMode, FeatureFlag, LabelSelectorOperator, OneAgentNamespace } from '../../../src';
import { meetsLabelSelector } from '../../../src/analysis/base/label-selector';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function namespaceOf(chart: Chart, labels?: Record<string, string>): ApiObject {
  return new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
}

describe('a namespace', () => {
  function monitored(selector: Parameters<typeof DynaKubeMode.applicationMonitoring>[0], labels?: Record<string, string>, flags: FeatureFlag[] = []) {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.applicationMonitoring(selector), featureFlags: flags });
    const namespace = namespaceOf(new Chart(app, 'shop'), labels);
    OneAgentNamespace.of(namespace).enableOneAgent(dynakube);
    return namespace.toJson().metadata.labels;
  }

  test('gets the labels that a DynaKube selects by', () => {
    expect(monitored({ namespaceSelector: { matchLabels: { monitored: 'yes', team: 'shop' } } }, { team: 'shop', other: 'label' }))
      .toEqual({ monitored: 'yes', team: 'shop', other: 'label' });
  });

  test('gets those of expressions too, unless it has them', () => {
    const namespaceSelector = {
      matchLabels: { stage: 'test' },
      matchExpressions: [
        { key: 'team', operator: LabelSelectorOperator.IN, values: ['shop', 'cart'] },
        { key: 'stage', operator: LabelSelectorOperator.EXISTS },
        { key: 'monitored', operator: LabelSelectorOperator.EXISTS },
        { key: 'kubernetes.io/metadata.name', operator: LabelSelectorOperator.NOT_IN, values: ['istio-system'] },
        { key: 'off', operator: LabelSelectorOperator.DOES_NOT_EXIST },
      ],
    };
    expect(monitored({ namespaceSelector })).toEqual({ team: 'cart', stage: 'test', monitored: 'true' });
    expect(monitored({ namespaceSelector }, { team: 'shop' })).toEqual({ team: 'shop', stage: 'test', monitored: 'true' });
  });

  test('needs no label if all namespaces are selected, or if it is selected by its name', () => {
    expect(monitored({})).toBeUndefined();
    expect(monitored({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })).toBeUndefined();
  });

  test('is selected by any selector, or it is an error', () => {
    const { IN, NOT_IN, EXISTS, DOES_NOT_EXIST } = LabelSelectorOperator;
    const key = fc.constantFrom('a', 'b', 'kubernetes.io/metadata.name');
    const value = fc.constantFrom('1', '2', 'shop');
    const expression = fc.oneof(
      fc.record({ key, operator: fc.constantFrom(IN, NOT_IN), values: fc.array(value, { minLength: 1 }) }),
      fc.record({ key, operator: fc.constantFrom(EXISTS, DOES_NOT_EXIST) }),
    );
    const selectors = fc.record({ matchLabels: fc.dictionary(key, value), matchExpressions: fc.array(expression, { maxLength: 3 }) });
    const given = fc.dictionary(fc.constantFrom('a', 'b'), value);
    let monitoredOnes = 0;
    fc.assert(fc.property(selectors, given, (namespaceSelector, labels) => {
      let after: Record<string, string> = {};
      try {
        after = monitored({ namespaceSelector }, labels) ?? {};
      } catch (error) {
        expect((error as Error).message).toContain('can\'t select the namespace "shop"');
        return;
      }
      monitoredOnes++;
      expect(after).toMatchObject(labels);
      expect(meetsLabelSelector(namespaceSelector, { ...after, 'kubernetes.io/metadata.name': 'shop' })).toBe(true);
    }));
    expect(monitoredOnes).toBeGreaterThan(0);
  });

  test.each<[Parameters<typeof monitored>, string]>([
    [[{ namespaceSelector: { matchLabels: { team: 'shop' } } }, { team: 'cart' }],
      'the DynaKube "dynakube" can\'t select the namespace "shop", which has the labels "{\\"team\\":\\"cart\\",\\"kubernetes.io/metadata.name\\":\\"shop\\"}"; change them or the \'namespaceSelector\' of the DynaKube'],
    [[{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: LabelSelectorOperator.NOT_IN, values: ['shop'] }] } }],
      'the DynaKube "dynakube" can\'t select the namespace "shop", which has the labels "{\\"kubernetes.io/metadata.name\\":\\"shop\\"}"; change them or the \'namespaceSelector\' of the DynaKube'],
    [[{}, undefined, [FeatureFlag.ignoredNamespaces('^shop$')]],
      'the DynaKube "dynakube" ignores the namespace "shop", whatever its labels; see FeatureFlag.ignoredNamespaces()'],
  ])('can\'t get OneAgent: %#', (args, message) => {
    expect(() => monitored(...args)).toThrow(new Error(message));
  });

  test('can\'t get OneAgent from a DynaKube that does not inject it', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.hostMonitoring() });
    expect(() => OneAgentNamespace.of(namespaceOf(new Chart(app, 'shop'))).enableOneAgent(dynakube)).toThrow(new Error(
      'the DynaKube "dynakube" does not inject OneAgent into pods; use DynaKubeMode.cloudNativeFullStack() or DynaKubeMode.applicationMonitoring()',
    ));
  });

  test('of cdk8s-plus gets annotations with the fields that hold the release of its pods', () => {
    const chart = shop();
    const namespace = OneAgentNamespace.of(new kplus.Namespace(chart, 'Namespace', { metadata: { name: 'shop' } }));
    namespace.mapRelease({ version: 'metadata.labels[\'app.kubernetes.io/version\']', stage: 'metadata.namespace' });
    namespace.mapRelease({ product: 'metadata.annotations[\'product\']', buildVersion: 'metadata.labels[\'build\']' });
    expect(Testing.synth(chart)[0].metadata.annotations).toEqual({
      'mapping.release.dynatrace.com/version': 'metadata.labels[\'app.kubernetes.io/version\']',
      'mapping.release.dynatrace.com/stage': 'metadata.namespace',
      'mapping.release.dynatrace.com/product': 'metadata.annotations[\'product\']',
      'mapping.release.dynatrace.com/build-version': 'metadata.labels[\'build\']',
    });
    expect(() => namespace.mapRelease({ stage: 'metadata.name' })).toThrow(new Error(
      'the annotation "mapping.release.dynatrace.com/stage" of "shop/Namespace" can\'t be "metadata.name", because it already is "metadata.namespace"; remove one of the two',
    ));
    expect(() => namespace.mapRelease({ version: 'app.kubernetes.io/version' })).toThrow(new Error(
      '\'version\' must be the path of a pod\'s field such as "metadata.labels[\'app.kubernetes.io/version\']", got "app.kubernetes.io/version"',
    ));
  });

  test('has one object for its settings', () => {
    const namespace = namespaceOf(shop());
    expect(OneAgentNamespace.of(namespace)).toBe(OneAgentNamespace.of(namespace));
  });

  test.each<[string, (chart: Chart) => IConstruct, string]>([
    ['a raw Deployment', chart => new ApiObject(chart, 'X', { apiVersion: 'apps/v1', kind: 'Deployment' }),
      '"shop/X" must be a Namespace, got apps/v1 Deployment; use OneAgentInjection.of() for a workload'],
    ['a Deployment of cdk8s-plus', chart => new kplus.Deployment(chart, 'X', { containers: [{ image: 'registry.example/web:1.0' }] }),
      '"shop/X" must be a Namespace, got apps/v1 Deployment; use OneAgentInjection.of() for a workload'],
    ['a Service', chart => new ApiObject(chart, 'X', { apiVersion: 'v1', kind: 'Service' }), '"shop/X" must be a Namespace, got v1 Service; pass the Namespace'],
    ['a Namespace of another group', chart => new ApiObject(chart, 'X', { apiVersion: 'example.com/v1', kind: 'Namespace' }),
      '"shop/X" must be a Namespace, got example.com/v1 Namespace; pass the Namespace'],
    ['a chart', chart => chart, '"shop" must be a Namespace, got a construct without an object of its own; pass the Namespace'],
  ])('is not %s', (_, make, message) => {
    const chart = shop();
    namespaceOf(chart);
    expect(() => OneAgentNamespace.of(make(chart))).toThrow(new Error(message));
  });
});
