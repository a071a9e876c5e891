import { ApiObject, ApiObjectProps, App, Chart, IResolver, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { LastRenderings } from '../../../src/core/rendering/last-renderings';

function chartOf(app = new App()): Chart {
  return new Chart(app, 'chart', { namespace: 'shop', labels: { team: 'shop' } });
}

const PROPS: ApiObjectProps = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', labels: { app: 'web' } }, data: { key: 'value' } };

/** Renders an object, changes it, and renders it again. */
function around(apiObject: ApiObject, change: () => void, renderings = new LastRenderings(apiObject.node.root)) {
  const [before] = renderings.of([apiObject]);
  const value = structuredClone(before.value);
  change();
  const [after] = renderings.of([apiObject]);
  expect(after.value).toEqual(apiObject.toJson());
  expect(before.value).toEqual(value);
  return { isSame: before === after, after: after.value };
}

describe('an object that is not changed has the same rendering', () => {
  test.each<[string, (chart: Chart) => ApiObject]>([
    ['plain', chart => new ApiObject(chart, 'Object', PROPS)],
    ['with a lazy value', chart => new ApiObject(chart, 'Object', { ...PROPS, data: Lazy.any({ produce: () => ({ key: Lazy.any({ produce: () => 'value' }) }) }) })],
    ['with a token', chart => new ApiObject(chart, 'Object', { ...PROPS, data: { key: { resolve: () => 'value' } } })],
    ['with lists, null and undefined', chart => new ApiObject(chart, 'Object', { ...PROPS, data: { list: [1, [true, null]], none: null, nothing: undefined } })],
  ])('%s', (_, objectIn) => {
    const apiObject = objectIn(chartOf());
    expect(around(apiObject, () => undefined).isSame).toBe(true);
  });

  test('it is compared and not rendered', () => {
    const chart = chartOf();
    const produce = jest.fn(() => ({ key: 'value' }));
    const apiObject = new ApiObject(chart, 'Object', { ...PROPS, data: Lazy.any({ produce }) });
    const renderings = new LastRenderings(chart.node.root);
    renderings.of([apiObject]);
    expect(produce).toHaveBeenCalledTimes(2);
    renderings.of([apiObject]);
    expect(produce).toHaveBeenCalledTimes(3);
  });
});

describe('a change is seen', () => {
  test.each<[string, (apiObject: ApiObject) => void]>([
    ['a patch', apiObject => apiObject.addJsonPatch(JsonPatch.replace('/data/key', 'other'))],
    ['a label', ({ metadata }) => metadata.addLabel('app', 'other')],
    ['a new label', ({ metadata }) => metadata.addLabel('new', 'label')],
    ['an annotation', ({ metadata }) => metadata.addAnnotation('note', 'text')],
    ['a finalizer', ({ metadata }) => metadata.addFinalizers('finalizer')],
    ['an owner', ({ metadata }) => metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Node', name: 'node', uid: 'uid' })],
    ['a field of the metadata', ({ metadata }) => metadata.add('generateName', 'web-')],
    ['a method of its own', apiObject => { apiObject.toJson = () => ({ apiVersion: 'v1', kind: 'Secret' }); }],
    ['a method of its metadata', ({ metadata }) => { metadata.toJson = () => ({ name: 'other' }); }],
  ])('%s', (_, change) => {
    const apiObject = new ApiObject(chartOf(), 'Object', PROPS);
    expect(around(apiObject, () => change(apiObject)).isSame).toBe(false);
  });

  test('in a value that was passed', () => {
    const data: Record<string, unknown> = { key: 'value', list: ['a'] };
    const apiObject = new ApiObject(chartOf(), 'Object', { ...PROPS, data });
    expect(around(apiObject, () => { data.other = 1; }).after).toMatchObject({ data: { key: 'value', list: ['a'], other: 1 } });
    expect(around(apiObject, () => { (data.list as string[]).push('b'); }).after).toMatchObject({ data: { list: ['a', 'b'] } });
    expect(around(apiObject, () => { delete data.list; }).isSame).toBe(false);
    expect(around(apiObject, () => { data.key = Lazy.any({ produce: () => 'lazy' }); }).after).toMatchObject({ data: { key: 'lazy' } });
  });

  test('in what a lazy value produces', () => {
    let value: unknown = 1;
    const apiObject = new ApiObject(chartOf(), 'Object', { ...PROPS, data: Lazy.any({ produce: () => ({ value }) }) });
    const renderings = new LastRenderings(apiObject.node.root);
    for (const next of ['1', [1], { 0: 1 }, true, [], {}, 0]) {
      expect(around(apiObject, () => { value = next; }, renderings).isSame).toBe(false);
    }
  });

  test('in what a class of the app renders, also if it renders the same value each time', () => {
    const own = { apiVersion: 'v1', kind: 'ConfigMap', data: { key: 'value' } };
    class Own extends ApiObject {
      public toJson(): unknown { return own; }
    }
    const apiObject = new Own(chartOf(), 'Object', PROPS);
    const renderings = new LastRenderings(apiObject.node.root);
    const [first] = renderings.of([apiObject]);
    expect(renderings.of([apiObject])[0]).toBe(first);
    own.data.key = 'other';
    const [second] = renderings.of([apiObject]);
    expect([first.value, second.value]).toMatchObject([{ data: { key: 'value' } }, { data: { key: 'other' } }]);
  });

  test('of a patched object, and of one of cdk8s-plus', () => {
    const chart = chartOf();
    const patched = new ApiObject(chart, 'Object', PROPS);
    patched.addJsonPatch(JsonPatch.add('/data/patched', 'yes'));
    const deployment = new kplus.Deployment(chart, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
    for (const apiObject of [patched, ApiObject.of(deployment)]) {
      expect(around(apiObject, () => undefined).isSame).toBe(true);
      expect(around(apiObject, () => apiObject.metadata.addLabel('new', 'label')).isSame).toBe(false);
    }
  });

  test('of what resolvers of the app do', () => {
    let suffix = 'a';
    const resolver: IResolver = { resolve: context => { if (context.value === 'value') { context.replaceValue(`value-${suffix}`); } } };
    const apiObject = new ApiObject(chartOf(new App({ resolvers: [resolver] })), 'Object', PROPS);
    expect(around(apiObject, () => undefined).isSame).toBe(true);
    expect(around(apiObject, () => { suffix = 'b'; }).after).toMatchObject({ data: { key: 'value-b' } });
  });

  test('of the order of fields, which an environment variable decides', () => {
    const apiObject = new ApiObject(chartOf(), 'Object', { ...PROPS, data: { b: 1, a: 2 } });
    try {
      const { after } = around(apiObject, () => { process.env.CDK8S_DISABLE_SORT = 'yes'; });
      expect(Object.keys((after as { data: object }).data)).toEqual(['b', 'a']);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });
});

test('a lazy value that throws is reported with the path of the object', () => {
  let fails = false;
  const produce = () => {
    if (fails) { throw new Error('no value yet'); }
    return 'value';
  };
  const apiObject = new ApiObject(chartOf(), 'Object', { ...PROPS, data: { key: Lazy.any({ produce }) } });
  const renderings = new LastRenderings(apiObject.node.root);
  renderings.of([apiObject]);
  fails = true;
  expect(() => renderings.of([apiObject])).toThrow(new Error('Failed serializing construct at path \'chart/Object\' with name \'config\': Error: no value yet'));
});

test('a rendering that is the same is what the object renders now, whatever is changed', () => {
  const values = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constantFrom('a', 'b', '', 0, 1, true, null, undefined), fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'resolved'), tie('value'), { maxKeys: 3, noNullPrototype: true }), tie('value').map(value => Lazy.any({ produce: () => value }))),
  })).value;
  fc.assert(fc.property(fc.array(fc.record({ data: values, label: fc.constantFrom('x', 'y') }), { minLength: 2, maxLength: 6 }), steps => {
    let step = steps[0];
    const apiObject = new ApiObject(chartOf(), 'Object', { ...PROPS, data: Lazy.any({ produce: () => step.data }) });
    const renderings = new LastRenderings(apiObject.node.root);
    let last: { readonly value: unknown } | undefined;
    for (step of steps) {
      apiObject.metadata.addLabel('step', step.label);
      const [now] = renderings.of([apiObject]);
      expect(now.value).toEqual(apiObject.toJson());
      if (last !== undefined && last === now) { expect(JSON.stringify(last.value)).toBe(JSON.stringify(apiObject.toJson())); }
      last = now;
    }
  }));
});
