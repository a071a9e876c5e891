import { ServiceEntryEndpoint } from '../../src';

test.each<[call: string, endpoint: ServiceEntryEndpoint, address: string | undefined]>([
  ['ip() of IPv4', ServiceEntryEndpoint.ip('10.0.0.1'), '10.0.0.1'],
  ['ip() of IPv6', ServiceEntryEndpoint.ip('2001:db8::1'), '2001:db8::1'],
  ['host()', ServiceEntryEndpoint.host('Db.Example.com.'), 'db.example.com'],
  ['unixSocket() of a path', ServiceEntryEndpoint.unixSocket('/run/db.sock'), 'unix:///run/db.sock'],
  ['unixSocket() of an abstract name', ServiceEntryEndpoint.unixSocket('@db'), 'unix://@db'],
  ['network()', ServiceEntryEndpoint.network('vm'), undefined],
])('%s has the address', (_, endpoint, address) => {
  expect(endpoint.address).toBe(address);
});

test('every option reaches the manifest', () => {
  const endpoint = ServiceEntryEndpoint.ip('10.0.0.1', {
    ports: { 'https-443': 8443 },
    labels: { version: 'v1' },
    network: 'vm',
    locality: 'eu/west/1',
    weight: 0,
    serviceAccount: 'db',
  });
  expect(endpoint._toSpec()).toEqual({
    address: '10.0.0.1',
    ports: { 'https-443': 8443 },
    labels: { version: 'v1' },
    network: 'vm',
    locality: 'eu/west/1',
    weight: 0,
    serviceAccount: 'db',
  });
});

test('empty maps do not reach the manifest', () => {
  expect(ServiceEntryEndpoint.ip('10.0.0.1', { ports: {}, labels: {} })._toSpec()).toEqual({ address: '10.0.0.1' });
});

test('the options are copied', () => {
  const ports = { a: 1 };
  const labels = { version: 'v1' };
  const endpoint = ServiceEntryEndpoint.network('vm', { ports, labels });
  ports.a = 2;
  labels.version = 'v2';
  expect(endpoint._toSpec()).toEqual({ network: 'vm', ports: { a: 1 }, labels: { version: 'v1' } });
});

test.each<[what: string, make: () => unknown, message: string]>([
  ['a name for an address', () => ServiceEntryEndpoint.ip('a.example.com'),
    '\'address\' must be an IPv4 or IPv6 address, got "a.example.com"; use ServiceEntryEndpoint.host() for a name'],
  ['a range for an address', () => ServiceEntryEndpoint.ip('10.0.0.0/8'),
    '\'address\' must be an IPv4 or IPv6 address, got "10.0.0.0/8"; use ServiceEntryEndpoint.host() for a name'],
  ['an address for a name', () => ServiceEntryEndpoint.host('10.0.0.1'),
    '\'address\' must be a DNS name without scheme, port or path, got "10.0.0.1"; use ServiceEntryEndpoint.ip() for an address'],
  ['an address with a final dot for a name', () => ServiceEntryEndpoint.host('10.0.0.1.'),
    '\'address\' must be a DNS name without scheme, port or path, got "10.0.0.1."; use ServiceEntryEndpoint.ip() for an address'],
  ['a URL for a name', () => ServiceEntryEndpoint.host('https://me:secret@a.example.com'),
    '\'address\' must be a DNS name without scheme, port or path, got "https://…@a.example.com"; use ServiceEntryEndpoint.ip() for an address'],
  ['a wildcard', () => ServiceEntryEndpoint.host('*.example.com'),
    '\'address\' must be a DNS name without scheme, port or path, got "*.example.com"; use ServiceEntryEndpoint.ip() for an address'],
  ['a relative path', () => ServiceEntryEndpoint.unixSocket('run/db.sock'),
    '\'address\' of a Unix socket must be an absolute path of a file, or an abstract name that begins with \'@\', got "run/db.sock"'],
  ['a folder', () => ServiceEntryEndpoint.unixSocket('/run/'),
    '\'address\' of a Unix socket must be an absolute path of a file, or an abstract name that begins with \'@\', got "/run/"'],
  ['ports of a socket', () => ServiceEntryEndpoint.unixSocket('/run/db.sock', { ports: { a: 1, b: 2 } }),
    '\'ports\' must be left out for a Unix socket, got "a, b"'],
  ['a port out of range', () => ServiceEntryEndpoint.ip('10.0.0.1', { ports: { web: 0 } }),
    '\'ports.web\' must be a port number from 1 to 65535, got "0"'],
  ['a port name with an underscore', () => ServiceEntryEndpoint.ip('10.0.0.1', { ports: { a_b: 1 } }),
    '\'ports\' of an endpoint accepts port names of letters, digits and \'-\', at most 62 characters, got "a_b"'],
  ['a port name of 63 characters', () => ServiceEntryEndpoint.ip('10.0.0.1', { ports: { ['a'.repeat(63)]: 1 } }),
    `'ports' of an endpoint accepts port names of letters, digits and '-', at most 62 characters, got "${'a'.repeat(63)}"`],
  ['a negative weight', () => ServiceEntryEndpoint.ip('10.0.0.1', { weight: -1 }),
    '\'weight\' must be a whole number from 0 to 4294967295, got "-1"'],
  ['too much weight', () => ServiceEntryEndpoint.ip('10.0.0.1', { weight: 4294967296 }),
    '\'weight\' must be a whole number from 0 to 4294967295, got "4294967296"'],
  ['half a weight', () => ServiceEntryEndpoint.ip('10.0.0.1', { weight: 0.5 }),
    '\'weight\' must be a whole number from 0 to 4294967295, got "0.5"'],
  ['a network without a name', () => ServiceEntryEndpoint.network(''),
    '\'network\' must not be empty, got ""'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('limits are within bounds', () => {
  expect(() => ServiceEntryEndpoint.ip('10.0.0.1', { weight: 4294967295, ports: { ['a'.repeat(62)]: 65535 } })).not.toThrow();
});
