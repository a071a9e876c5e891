import { EgressDestination } from '../../src';

test.each([
  [EgressDestination.https('Api.Example.com.'), 'https://api.example.com:443'],
  [EgressDestination.https('api.example.com', 8443), 'https://api.example.com:8443'],
  [EgressDestination.http('api.example.com'), 'http://api.example.com:80'],
  [EgressDestination.tcp('198.51.100.7', 9999), 'tcp://198.51.100.7:9999'],
  [EgressDestination.tcp('2001:DB8:0::7', 9999), 'tcp://[2001:db8::7]:9999'],
  [EgressDestination.tcp('DB.example.com.', 5432), 'tcp://db.example.com:5432'],
])('%# as text is %s', (destination, text) => {
  expect(destination.toString()).toBe(text);
});

test.each([
  [() => EgressDestination.https('https://api.example.com'), '\'host\' must be a DNS name without scheme, port or path, got "https://api.example.com"'],
  [() => EgressDestination.http('10.0.0.1'), '\'host\' must be a DNS name without scheme, port or path, got "10.0.0.1"'],
  [() => EgressDestination.https(undefined as never), '\'host\' must be a string, got "undefined"'],
  [() => EgressDestination.https('api.example.com', 0), '\'port\' must be a port number from 1 to 65535, got "0"'],
  [() => EgressDestination.tcp('198.51.100.7', 65536), '\'port\' must be a port number from 1 to 65535, got "65536"'],
  [() => EgressDestination.tcp('tcp://db.example.com', 5432), '\'host\' must be an IPv4 or IPv6 address, or a DNS name without scheme, port or path, got "tcp://db.example.com"'],
  [() => EgressDestination.tcp('198.51.100.0/24', 5432), '\'host\' must be an IPv4 or IPv6 address, or a DNS name without scheme, port or path, got "198.51.100.0/24"'],
])('throws if the destination is not valid: %#', (make, message) => {
  expect(make).toThrow(message);
});
