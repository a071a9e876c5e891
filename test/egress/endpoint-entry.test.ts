import { CommunicationEndpoint } from '../../src';
import { clusterServiceOf, entryNameOf, portOf } from '../../src/egress/endpoint-entry';

test.each([
  ['activegate.example.com', 'oneagent-activegate.example.com'],
  ['198.51.100.7', 'oneagent-198.51.100.7'],
  ['2001:db8::7', 'oneagent-2001-db8--7'],
  ['::1', 'oneagent-0--1'],
  ['2001:db8::', 'oneagent-2001-db8--0'],
])('the ServiceEntry of %s is named %s', (host, name) => {
  expect(entryNameOf('oneagent-', host)).toBe(name);
});

test('a name that is too long is shortened, and ends with a hash of the host', () => {
  const label = 'a'.repeat(60);
  const long = [label, label, label, label, 'example'].join('.');
  const other = [label, label, label, label, 'examplf'].join('.');

  expect(long).toHaveLength(251);
  expect(entryNameOf('oneagent-', long)).toBe(`oneagent-${label}.${label}.${label}.${'a'.repeat(52)}-a5535f34`);
  expect(entryNameOf('oneagent-', other)).not.toBe(entryNameOf('oneagent-', long));
  expect(entryNameOf('oneagent-', long).length).toBeLessThanOrEqual(253);
});

test.each([
  ['dynakube-activegate.dynatrace.svc', { namespace: 'dynatrace', host: 'dynakube-activegate.dynatrace.svc.cluster.local' }],
  ['dynakube-activegate.dynatrace.svc.cluster.local', { namespace: 'dynatrace', host: 'dynakube-activegate.dynatrace.svc.cluster.local' }],
  ['pod-0.dynakube-activegate.dynatrace.svc', { namespace: 'dynatrace', host: 'dynakube-activegate.dynatrace.svc.cluster.local' }],
  ['activegate.svc', undefined],
  ['svc.example.com', undefined],
  ['activegate.dynatrace.svc.other.domain', undefined],
  ['activegate.example.com', undefined],
])('the host %s belongs to the Service %j', (host, service) => {
  expect(clusterServiceOf(host, { clusterDomain: 'cluster.local' })).toEqual(service);
});

test.each([
  ['https://activegate.example.com:9999', { name: 'https-9999', number: 9999, protocol: 'HTTPS' }],
  ['http://activegate.example.com', { name: 'http-80', number: 80, protocol: 'HTTP' }],
  ['https://198.51.100.7', { name: 'tcp-443', number: 443, protocol: 'TCP' }],
  ['http://[2001:db8::7]:9998', { name: 'tcp-9998', number: 9998, protocol: 'TCP' }],
])('%s needs the port %j', (url, port) => {
  expect(portOf(CommunicationEndpoint.parse(url))._toSpec()).toEqual(port);
});
