import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { namespaceOf } from '../../src/core/namespace-of';

const app = new App();
const shop = new Chart(app, 'shop', { namespace: 'shop' });

test.each<[what: string, construct: IConstruct, namespace: string]>([
  ['a chart', shop, 'shop'],
  ['a Namespace of cdk8s-plus', new kplus.Namespace(shop, 'Plus', { metadata: { name: 'plus' } }), 'plus'],
  ['a raw Namespace', new ApiObject(shop, 'Raw', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'raw' } }), 'raw'],
])('%s', (_, construct, namespace) => {
  expect(namespaceOf(construct)).toBe(namespace);
});

test.each<[what: string, construct: IConstruct, message: string]>([
  ['a chart without namespace', new Chart(app, 'bare'), 'the chart "bare" has no namespace: set its \'namespace\''],
  ['an app', app, 'a construct for a namespace must be a Chart or a Namespace, got ""'],
  ['an object of another kind', new kplus.ConfigMap(shop, 'Config'), 'a construct for a namespace must be a Chart or a Namespace, got "shop/Config"'],
  ['a construct', new Construct(shop, 'Folder'), 'a construct for a namespace must be a Chart or a Namespace, got "shop/Folder"'],
])('%s throws', (_, construct, message) => {
  expect(() => namespaceOf(construct)).toThrow(new Error(message));
});
