import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Workload } from '../../src/core/workload';

const CONTAINERS = [{ image: 'registry.example/web:1.0' }];

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function raw(scope: Construct, annotations: unknown, id: string = 'Web'): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { metadata: { annotations } } },
  });
}

/** A construct of another library that wraps an object. */
class Wrapper extends Construct {
  public constructor(scope: Construct, public readonly object = 'Default') {
    super(scope, 'Wrapper');
    raw(this, { note: 'ours' }, object);
  }
}

test.each<[what: string, make: () => Workload]>([
  ['a workload of cdk8s-plus', () => Workload.of(new kplus.Deployment(chart(), 'Web', { containers: CONTAINERS, podMetadata: { annotations: { note: 'ours' } } }))],
  ['a raw object', () => Workload.of(raw(chart(), { note: 'ours' }))],
  ['a construct around an object', () => Workload.of(new Wrapper(chart()))],
  ['a construct around a construct', () => {
    const outer = new Construct(chart(), 'Outer');
    Object.defineProperty(outer.node, 'defaultChild', { value: new Wrapper(outer, 'Resource') });
    return Workload.of(outer);
  }],
])('annotations of %s are read and set', (_, make) => {
  const workload = make();
  workload.setAnnotation('istio.io/a~1b', '1');
  workload.setAnnotation('other', 'first');
  workload.setAnnotation('other', 'second');
  expect(['note', 'istio.io/a~1b', 'other', 'none'].map(key => workload.annotation(key))).toEqual(['ours', '1', 'second', undefined]);
});

test('annotations are read as they are rendered', () => {
  const lazy = Lazy.any({ produce: () => 'late' });
  expect(Workload.of(raw(chart(), { note: lazy })).annotation('note')).toBe('late');
  const web = new kplus.Deployment(chart(), 'Web', { containers: CONTAINERS });
  const workload = Workload.of(web);
  web.podMetadata.addAnnotation('note', lazy as unknown as string);
  expect(workload.annotation('note')).toBe('late');
});

test('an annotation that is not a text is read as YAML writes it', () => {
  const workload = Workload.of(raw(chart(), { port: 443, on: true, none: null }));
  expect(['port', 'on', 'none'].map(key => workload.annotation(key))).toEqual(['443', 'true', undefined]);
});

test('parents that a patch set to null are created again', () => {
  const web = raw(chart(), { note: 'ours' });
  web.addJsonPatch(JsonPatch.replace('/spec/template', null));
  Workload.of(web).setAnnotation('note', 'new');
  expect(web.toJson().spec).toEqual({ template: { metadata: { annotations: { note: 'new' } } } });
});

test('a construct has one workload, and so does the object of a cdk8s-plus workload', () => {
  const web = new kplus.Deployment(chart(), 'Web', { containers: CONTAINERS });
  expect(Workload.of(web)).toBe(Workload.of(web));
  expect(Workload.of(ApiObject.of(web))).toBe(Workload.of(web));
});

test('another object below a cdk8s-plus workload is not that workload', () => {
  const web = new kplus.Deployment(chart(), 'Web', { containers: CONTAINERS });
  const part = raw(web, {}, 'Part');
  Workload.of(part).setAnnotation('note', 'part');
  expect(Workload.of(web).annotation('note')).toBeUndefined();
});

test('other workloads of cdk8s-plus are recognized by their shape', () => {
  class OtherVersion extends Construct {
    public readonly podMetadata = new kplus.Deployment(this, 'Inner', { containers: CONTAINERS }).podMetadata;
  }
  const workload = Workload.of(new OtherVersion(chart(), 'Web'));
  workload.setAnnotation('note', 'ours');
  expect(workload.annotation('note')).toBe('ours');
});
