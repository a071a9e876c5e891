import { PortProtocol, ServicePort } from '../../src';
import { destinationsOf } from '../../src/istio/service-entry-destinations';

const HTTPS = ServicePort.https();
const TCP = ServicePort.tcp(9999);

test.each<[what: string, hosts: string[], ports: ServicePort[], addresses: string[], destinations: unknown[]]>([
  ['each host on each port', ['a.test', 'b.test'], [HTTPS, ServicePort.http()], [], [
    { label: 'https://a.test:443', host: 'a.test', port: 443, protocol: 'https' },
    { label: 'https://b.test:443', host: 'b.test', port: 443, protocol: 'https' },
    { label: 'http://a.test:80', host: 'a.test', port: 80, protocol: 'http' },
    { label: 'http://b.test:80', host: 'b.test', port: 80, protocol: 'http' },
  ]],
  ['a host at each of its addresses', ['a.test'], [HTTPS], ['10.0.0.1', '10.1.0.0/16'], [
    { label: 'https://a.test:443', host: 'a.test', address: '10.0.0.1', port: 443, protocol: 'https' },
    { label: 'https://a.test:443', host: 'a.test', address: '10.1.0.0', port: 443, protocol: 'https' },
  ]],
  ['only addresses, if the bytes contain no name', ['a.test'], [TCP], ['10.0.0.1', '2001:db8::1'], [
    { label: 'tcp://10.0.0.1:9999', address: '10.0.0.1', port: 9999, protocol: 'tcp' },
    { label: 'tcp://[2001:db8::1]:9999', address: '2001:db8::1', port: 9999, protocol: 'tcp' },
  ]],
  ['a host, if the bytes contain no name and there is no address', ['a.test'], [TCP], [], [
    { label: 'tcp://a.test:9999', host: 'a.test', port: 9999, protocol: 'tcp' },
  ]],
  ['nothing of a wildcard', ['*.test'], [HTTPS], [], []],
  ['nothing on UDP', ['a.test'], [ServicePort.of({ number: 53, protocol: PortProtocol.UDP })], [], []],
  ['nothing without ports', ['a.test'], [], [], []],
])('%s', (_, hosts, ports, addresses, destinations) => {
  expect(destinationsOf(hosts, ports, addresses)).toEqual(destinations);
});
