import { ApiObject, App, Chart } from 'cdk8s';
import { LastRenderings } from '../../../src/core/rendering/last-renderings';
import { lazyOf } from '../../../src/core/rendering/lazy-value';

function objectWith(data: unknown): ApiObject {
  return new ApiObject(new Chart(new App(), 'chart'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', data });
}

test('a lazy value renders what its source is at that time', () => {
  let source = { port: 443 };
  const apiObject = objectWith(lazyOf(() => source, ({ port }) => ({ port: String(port) })));
  expect(apiObject.toJson()).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'chart-object-c8114d5b' }, data: { port: '443' } });
  source = { port: 8443 };
  expect((apiObject.toJson() as { data: unknown }).data).toEqual({ port: '8443' });
});

test('a change of the source is seen without rendering it', () => {
  const source = { port: 443 };
  const toJson = jest.fn(({ port }: { readonly port: number }) => ({ port: String(port) }));
  const apiObject = objectWith(lazyOf(() => ({ ...source }), toJson));
  const renderings = new LastRenderings(apiObject.node.root);
  const [first] = renderings.of([apiObject]);
  const rendered = toJson.mock.calls.length;
  expect(renderings.of([apiObject])[0]).toBe(first);
  expect(toJson).toHaveBeenCalledTimes(rendered);
  source.port = 8443;
  const [changed] = renderings.of([apiObject]);
  expect((changed.value as { data: unknown }).data).toEqual({ port: '8443' });
});

test('a source that is not plain data is rendered each time', () => {
  class Port {
    public constructor(public number: number) {}
  }
  const port = new Port(443);
  const apiObject = objectWith(lazyOf(() => port, ({ number }) => ({ number })));
  const renderings = new LastRenderings(apiObject.node.root);
  renderings.of([apiObject]);
  port.number = 8443;
  expect((renderings.of([apiObject])[0].value as { data: unknown }).data).toEqual({ number: 8443 });
});
