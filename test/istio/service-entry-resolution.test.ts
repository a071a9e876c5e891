import { PortProtocol, Resolution, ServiceEntryEndpoint, ServicePort } from '../../src';
import { ServiceEntryResolution } from '../../src/istio/service-entry-resolution';

const IP = ServiceEntryEndpoint.ip('10.0.0.1');
const OTHER_IP = ServiceEntryEndpoint.ip('10.0.0.2');
const NAME = ServiceEntryEndpoint.host('db.example.com');
const SOCKET = ServiceEntryEndpoint.unixSocket('/run/db.sock');
const NETWORK = ServiceEntryEndpoint.network('vm');

interface Entry {
  readonly explicit?: Resolution;
  readonly selects?: boolean;
  readonly hosts?: string[];
  readonly addresses?: string[];
  readonly endpoints?: ServiceEntryEndpoint[];
  readonly ports?: ServicePort[];
}

function resolve({ explicit, selects = false, hosts = ['a.test'], addresses = [], endpoints = [], ports = [] }: Entry): Resolution {
  const resolution = new ServiceEntryResolution(explicit, selects);
  resolution.check(hosts, addresses, endpoints, ports);
  return resolution.decide(hosts, addresses, endpoints);
}

test.each<[what: string, entry: Entry, resolution: Resolution]>([
  ['a concrete host', {}, Resolution.DNS],
  ['a concrete host and an address', { addresses: ['10.0.0.1'] }, Resolution.DNS],
  ['a host that no DNS server knows, and an address', { hosts: ['a.invalid'], addresses: ['10.0.0.1'] }, Resolution.NONE],
  ['a host that no DNS server knows', { hosts: ['a.invalid'] }, Resolution.DNS],
  ['a host that no DNS server knows beside one that it knows', { hosts: ['a.invalid', 'a.test'], addresses: ['10.0.0.1'] }, Resolution.DNS],
  ['a wildcard', { hosts: ['*.test'] }, Resolution.NONE],
  ['a wildcard beside a concrete host', { hosts: ['a.test', '*.b.test'] }, Resolution.NONE],
  ['a CIDR', { addresses: ['10.0.0.0/8'] }, Resolution.NONE],
  ['the CIDR of one address', { addresses: ['10.0.0.1/32'] }, Resolution.NONE],
  ['a wildcard and a CIDR', { hosts: ['*.test'], addresses: ['10.0.0.0/8'] }, Resolution.NONE],
  ['endpoints with IPs', { endpoints: [IP, OTHER_IP] }, Resolution.STATIC],
  ['endpoints with IPs behind a wildcard and a CIDR', { hosts: ['*.test'], addresses: ['10.0.0.0/8'], endpoints: [IP] }, Resolution.STATIC],
  ['an endpoint with a name', { endpoints: [NAME] }, Resolution.DNS],
  ['an endpoint with a name behind a wildcard', { hosts: ['*.test'], endpoints: [NAME] }, Resolution.DNS],
  ['endpoints with IPs and names', { endpoints: [IP, NAME] }, Resolution.DNS],
  ['a Unix socket', { endpoints: [SOCKET], ports: [ServicePort.http()] }, Resolution.STATIC],
  ['an endpoint without address', { endpoints: [NETWORK] }, Resolution.STATIC],
  ['selected workloads', { selects: true }, Resolution.STATIC],
  ['selected workloads behind a wildcard', { selects: true, hosts: ['*.test'] }, Resolution.STATIC],
  ['an explicit NONE', { explicit: Resolution.NONE }, Resolution.NONE],
  ['an explicit STATIC', { explicit: Resolution.STATIC, addresses: ['10.0.0.0/8'] }, Resolution.STATIC],
  ['an explicit DNS with endpoints', { explicit: Resolution.DNS, endpoints: [IP, OTHER_IP] }, Resolution.DNS],
  ['an explicit DNS_ROUND_ROBIN', { explicit: Resolution.DNS_ROUND_ROBIN, endpoints: [NAME] }, Resolution.DNS_ROUND_ROBIN],
  ['an explicit DYNAMIC_DNS', { explicit: Resolution.DYNAMIC_DNS, hosts: ['*.test'], ports: [ServicePort.tls()] }, Resolution.DYNAMIC_DNS],
])('%s', (_, entry, resolution) => {
  expect(resolve(entry)).toBe(resolution);
});

test.each<[what: string, entry: Entry, message: string]>([
  ['NONE with endpoints', { explicit: Resolution.NONE, endpoints: [IP] },
    '\'resolution\' NONE connects to the address that the client dials and allows no \'endpoints\', got "10.0.0.1"; leave \'resolution\' out'],
  ['NONE with an endpoint without address', { explicit: Resolution.NONE, endpoints: [NETWORK] },
    '\'resolution\' NONE connects to the address that the client dials and allows no \'endpoints\', got "network vm"; leave \'resolution\' out'],
  ['STATIC with a name', { explicit: Resolution.STATIC, endpoints: [IP, NAME] },
    '\'resolution\' STATIC needs endpoints with IP addresses, got "db.example.com"; use DNS, or leave \'resolution\' out'],
  ['DNS with a Unix socket', { explicit: Resolution.DNS, endpoints: [SOCKET] },
    '\'endpoints\' accepts a Unix socket only with \'resolution\' STATIC, got "unix:///run/db.sock" with DNS; leave \'resolution\' out'],
  ['a name beside a Unix socket', { endpoints: [NAME, SOCKET] },
    '\'endpoints\' accepts a Unix socket only with \'resolution\' STATIC, got "unix:///run/db.sock" with DNS; leave out the endpoints with names'],
  ['DNS_ROUND_ROBIN with an endpoint without address', { explicit: Resolution.DNS_ROUND_ROBIN, endpoints: [NETWORK] },
    '\'endpoints\' accepts an endpoint without an address only with \'resolution\' STATIC, got "network vm" with DNS_ROUND_ROBIN; leave \'resolution\' out'],
  ['a name beside an endpoint without address', { endpoints: [NETWORK, NAME] },
    '\'endpoints\' accepts an endpoint without an address only with \'resolution\' STATIC, got "network vm" with DNS; leave out the endpoints with names'],
  ['a Unix socket with two ports', { endpoints: [SOCKET], ports: [ServicePort.http(), ServicePort.https()] },
    '\'ports\' must have exactly one port for the Unix socket "unix:///run/db.sock", got "80, 443"'],
  ['DNS_ROUND_ROBIN with two endpoints', { explicit: Resolution.DNS_ROUND_ROBIN, endpoints: [IP, NAME] },
    '\'resolution\' DNS_ROUND_ROBIN allows at most one endpoint, got "10.0.0.1, db.example.com"; use DNS'],
  ['DNS with a CIDR', { explicit: Resolution.DNS, addresses: ['10.0.0.1', '10.0.0.0/8'] },
    '\'addresses\' accepts a CIDR only with \'resolution\' NONE or STATIC, got "10.0.0.0/8" with DNS; leave \'resolution\' out'],
  ['DNS_ROUND_ROBIN with a CIDR', { explicit: Resolution.DNS_ROUND_ROBIN, addresses: ['2001:db8::/32'] },
    '\'addresses\' accepts a CIDR only with \'resolution\' NONE or STATIC, got "2001:db8::/32" with DNS_ROUND_ROBIN; leave \'resolution\' out'],
  ['a name behind a CIDR', { endpoints: [NAME], addresses: ['10.0.0.0/8'] },
    '\'addresses\' accepts a CIDR only with \'resolution\' NONE or STATIC, got "10.0.0.0/8" with DNS; leave out the endpoints with names'],
  ['DNS with a wildcard', { explicit: Resolution.DNS, hosts: ['a.test', '*.b.test'] },
    '\'resolution\' DNS can\'t resolve the wildcard host "*.b.test" without endpoints; use NONE, or leave \'resolution\' out'],
  ['DNS_ROUND_ROBIN with a wildcard', { explicit: Resolution.DNS_ROUND_ROBIN, hosts: ['*.b.test'] },
    '\'resolution\' DNS_ROUND_ROBIN can\'t resolve the wildcard host "*.b.test" without endpoints; use NONE, or leave \'resolution\' out'],
  ['DYNAMIC_DNS with a concrete host', { explicit: Resolution.DYNAMIC_DNS, hosts: ['*.b.test', 'a.test'] },
    '\'resolution\' DYNAMIC_DNS allows wildcard hosts only, got "a.test"; move it to a ServiceEntry with DNS'],
  ['DYNAMIC_DNS with an address', { explicit: Resolution.DYNAMIC_DNS, hosts: ['*.b.test'], addresses: ['10.0.0.1'] },
    '\'resolution\' DYNAMIC_DNS allows no \'addresses\', got "10.0.0.1"'],
  ['DYNAMIC_DNS with an endpoint', { explicit: Resolution.DYNAMIC_DNS, hosts: ['*.b.test'], endpoints: [IP] },
    '\'resolution\' DYNAMIC_DNS allows no \'endpoints\', got "10.0.0.1"'],
  ['DYNAMIC_DNS with HTTPS', { explicit: Resolution.DYNAMIC_DNS, hosts: ['*.b.test'], ports: [ServicePort.http(), ServicePort.https()] },
    '\'resolution\' DYNAMIC_DNS allows ports of protocol HTTP, HTTP2, GRPC or TLS only, got "HTTPS"'],
  ['DYNAMIC_DNS with TCP', {
    explicit: Resolution.DYNAMIC_DNS, hosts: ['*.b.test'], ports: [ServicePort.of({ number: 1, protocol: PortProtocol.TCP })],
  }, '\'resolution\' DYNAMIC_DNS allows ports of protocol HTTP, HTTP2, GRPC or TLS only, got "TCP"'],
])('%s is refused', (_, entry, message) => {
  expect(() => resolve(entry)).toThrow(new Error(message));
});
