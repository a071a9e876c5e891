import { ApiObject, ApiObjectMetadata, App, Chart, ChartProps } from 'cdk8s';
import { Construct } from 'constructs';
import { ServiceEntry } from '../../src';

function resource(metadata?: ApiObjectMetadata, chart: ChartProps = { namespace: 'shop', labels: { team: 'shop' } }): ServiceEntry {
  return new ServiceEntry(new Chart(new App(), 'chart', chart), 'Entry', { hosts: ['api.example.com'], metadata });
}

test.each<[what: string, metadata: ApiObjectMetadata | undefined, result: unknown]>([
  ['no metadata', undefined, { name: 'chart-entry-c890615d', namespace: 'shop', labels: { team: 'shop' } }],
  ['a name', { name: 'api.v1' }, { name: 'api.v1', namespace: 'shop', labels: { team: 'shop' } }],
  ['a namespace', { name: 'api', namespace: 'egress' }, { name: 'api', namespace: 'egress', labels: { team: 'shop' } }],
  ['labels and annotations', { name: 'api', labels: { app: 'web' }, annotations: { note: 'ours' } },
    { name: 'api', namespace: 'shop', labels: { team: 'shop', app: 'web' }, annotations: { note: 'ours' } }],
])('the metadata of an object, given %s', (_, metadata, result) => {
  const entry = resource(metadata);
  const json = ApiObject.of(entry).toJson().metadata;
  expect(json).toEqual(result);
  expect([entry.name, entry.namespace]).toEqual([json.name, json.namespace]);
});

test('the object is the child "Resource", and not an instance of the L1 class', () => {
  const entry = resource();
  expect(entry.node.defaultChild).toBe(ApiObject.of(entry));
  expect([entry.node.defaultChild?.node.id, entry.node.defaultChild?.constructor]).toEqual(['Resource', ApiObject]);
});

test.each<[what: string, make: () => unknown, message: string]>([
  ['no namespace', () => resource(undefined, {}),
    '"chart/Entry" has no namespace: set \'namespace\' of its chart or \'metadata.namespace\' of the construct'],
  ['a namespace of the chart with capital letters', () => resource(undefined, { namespace: 'Shop' }),
    '\'namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "Shop"'],
  ['a namespace with a dot', () => resource({ namespace: 'a.b' }),
    '\'metadata.namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "a.b"'],
  ['an empty namespace', () => resource({ namespace: '' }),
    '\'metadata.namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got ""'],
  ['a name with an underscore', () => resource({ name: 'a_b' }),
    '\'metadata.name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "a_b"'],
  ['no chart', () => new ServiceEntry(new Construct(new App(), 'Folder'), 'Entry', { hosts: ['api.example.com'] }),
    'cannot find a parent chart (directly or indirectly)'],
])('%s throws', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('a chart needs no namespace if the metadata has one', () => {
  expect(resource({ namespace: 'egress' }, {}).namespace).toBe('egress');
});
