import * as fc from 'fast-check';
import { CommunicationEndpoint, EndpointScheme } from '../../../src/dynatrace/connection/communication-endpoint';

const PASSWORD = 'hunter2';

describe('of', () => {
  test('has https and its port by default, if only the host is given', () => {
    expect({ ...CommunicationEndpoint.of({ host: 'abc12345.live.dynatrace.com' }) }).toEqual({
      scheme: 'https', host: 'abc12345.live.dynatrace.com', port: 443, isIp: false, isIpv6: false,
    });
  });

  test('has port 80 for http by default', () => {
    expect({ ...CommunicationEndpoint.of({ host: '10.0.0.5', scheme: EndpointScheme.HTTP }) }).toEqual({
      scheme: 'http', host: '10.0.0.5', port: 80, isIp: true, isIpv6: false,
    });
  });

  test('keeps an explicit port, even the default port of the other scheme', () => {
    expect(`${CommunicationEndpoint.of({ host: 'a.example.com', port: 80 })}`).toBe('https://a.example.com:80');
    expect(`${CommunicationEndpoint.of({ host: 'a.example.com', port: 443, scheme: EndpointScheme.HTTP })}`).toBe('http://a.example.com:443');
    expect(`${CommunicationEndpoint.of({ host: 'a.example.com', port: 1 })}`).toBe('https://a.example.com:1');
    expect(`${CommunicationEndpoint.of({ host: 'a.example.com', port: 65535 })}`).toBe('https://a.example.com:65535');
  });

  test('keeps an IPv6 address without brackets and writes its text with them', () => {
    const endpoint = CommunicationEndpoint.of({ host: '2001:DB8:0:0::1', port: 9999 });
    expect({ ...endpoint }).toEqual({ scheme: 'https', host: '2001:db8::1', port: 9999, isIp: true, isIpv6: true });
    expect(endpoint.toString()).toBe('https://[2001:db8::1]:9999');
  });

  test.each([
    ['ActiveGate.Example.COM.', 'activegate.example.com'],
    ['activegate', 'activegate'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['1.example', '1.example'],
    ['::ffff:10.0.0.5', '10.0.0.5'],
    ['::FFFF:c0a8:00ff', '192.168.0.255'],
    ['::fffe:10.0.0.5', '::fffe:a00:5'],
  ])('normalizes the host "%s"', (host, normalized) => {
    expect(CommunicationEndpoint.of({ host }).host).toBe(normalized);
  });

  test.each([
    ['my_host', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets, got \"my_host\""],
    ['*.example.com', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets, got \"*.example.com\""],
    ['-a.example.com', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets, got \"-a.example.com\""],
    ['a..example.com', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets, got \"a..example.com\""],
    ['a.example.com..', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets, got \"a.example.com..\""],
    ['a example', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    ['[::1]', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    ['a.example.com:9999', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    ['https://a.example.com', "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    [`admin:${PASSWORD}@a.example.com`, "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    [`dt0c01.${'a'.repeat(24)}.${'b'.repeat(64)}`, "'host' must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets"],
    ['', "'host' must not be empty"],
    ['10.0.0.256', "'host' must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address, got \"10.0.0.256\""],
    ['010.0.0.1', "'host' must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address, got \"010.0.0.1\""],
    ['10.0.0.1.', "'host' must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address, got \"10.0.0.1.\""],
    ['0.0.0.0', "'host' must not be the unspecified address, got \"0.0.0.0\""],
    ['0::0', "'host' must not be the unspecified address"],
    ['::ffff:0.0.0.0', "'host' must not be the unspecified address"],
    ['fe80::1%eth0', "'host' must not have a \"%\", which is not allowed for an escape or an IPv6 zone"],
    ['a%2Eexample.com', "'host' must not have a \"%\", which is not allowed for an escape or an IPv6 zone"],
    ['bücher.example', "'host' must be ASCII; use the \"xn--\" form of the name"],
  ])('refuses the host "%s"', (host, message) => {
    expect(() => CommunicationEndpoint.of({ host })).toThrow(new Error(message));
  });

  test.each([0, -1, 65536, 443.5, NaN, Infinity])('refuses the port %s', (port) => {
    expect(() => CommunicationEndpoint.of({ host: 'a.example.com', port }))
      .toThrow(new Error(`'port' must be an integer from 1 to 65535, got ${port}`));
  });

  test('refuses another scheme, which only a caller without types can give', () => {
    expect(() => CommunicationEndpoint.of({ host: 'a.example.com', scheme: 'wss' as EndpointScheme }))
      .toThrow(new Error('\'scheme\' must be one of "http", "https", got "wss"'));
  });
});

describe('parse', () => {
  test.each([
    ['https://10.0.0.5:9999/communication', 'https://10.0.0.5:9999'],
    ['https://abc12345.live.dynatrace.com/communication', 'https://abc12345.live.dynatrace.com:443'],
    ['HTTP://A.Example.com.', 'http://a.example.com:80'],
    [' \thttps://a.example.com\r\n', 'https://a.example.com:443'],
    ['https://a.example.com:', 'https://a.example.com:443'],
    ['https://a.example.com:0443/', 'https://a.example.com:443'],
    [`https://a.example.com:${'0'.repeat(400)}9999`, 'https://a.example.com:9999'],
    ['https://[2001:db8:0::1]/communication', 'https://[2001:db8::1]:443'],
    ['https://[::ffff:10.0.0.5]:9999', 'https://10.0.0.5:9999'],
    ['https://a.example.com?networkZone=x%20y#top', 'https://a.example.com:443'],
    ['https://a.example.com/e/abc12345/communication', 'https://a.example.com:443'],
  ])('reads "%s"', (url, text) => {
    expect(CommunicationEndpoint.parse(url).toString()).toBe(text);
  });

  const oneUrl = "'url' must be one URL; pass several, separated by \";\" or \",\", to ConnectionInfo.fromEndpoints()";
  const form = "'url' must have \"host\", \"host:port\", \"[IPv6 address]\" or \"[IPv6 address]:port\" after the scheme";
  const port = "'url' port must be an integer from 1 to 65535";
  const scheme = "'url' must begin with \"https://\" or \"http://\"";
  const brackets = "'url' must have an IPv6 address without a zone in the brackets";
  const path = "'url' must not have characters after the host that are not valid in a URL; remove the path";
  const userInfo = "'url' must not have user info; remove everything up to the \"@\"";
  const name = "'url' host must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets";

  test.each([
    ['', scheme],
    ['a.example.com:9999', scheme],
    ['//a.example.com', scheme],
    ['https:/a.example.com', scheme],
    ['wss://a.example.com', scheme],
    ['https://a.example.com;https://b.example.com', oneUrl],
    ['https://a.example.com/x;b.example.com', oneUrl],
    ['https://a.example.com/x,b.example.com', oneUrl],
    ['https://a.example.com/x https://b.example.com', oneUrl],
    ['https://a.example.com/xhttps://b.example.com', oneUrl],
    ['https://a.example.com?x=https://b.example.com', oneUrl],
    ['https://a.example.com/x|b.example.com', path],
    ['https://a.example.com/x\\b.example.com', path],
    ['https://a.example.com/%zz', path],
    ['https://a.example.com/%4', path],
    ['https://a.example.com/\u00e4', path],
    ['https://a.example.com/\u007f', path],
    [`https://admin:${PASSWORD}@a.example.com`, userInfo],
    [`https://admin:pass/${PASSWORD}@a.example.com`, userInfo],
    [`https://a.example.com@${PASSWORD}`, userInfo],
    [`https://admin:${PASSWORD}`, port],
    ['https://a.example.com:0', port],
    ['https://a.example.com:000', port],
    ['https://a.example.com:65536', port],
    [`https://a.example.com:${'9'.repeat(400)}`, port],
    ['https://a.example.com:-1', port],
    ['https://a.example.com:+443', port],
    ['https://a.example.com:4e2', port],
    ['https:///communication', "'url' host must not be empty"],
    ['https://:9999', "'url' host must not be empty"],
    ['https://2001:db8::1/communication', form],
    ['https://a:b:443', form],
    ['https://[::1]extra', form],
    ['https://[::1', form],
    ['https://::1]', form],
    ['https://[]', brackets],
    ['https://[a.example.com]', brackets],
    ['https://[10.0.0.1]', brackets],
    ['https://[fe80::1%25eth0]', brackets],
    ['https://[::]', "'url' host must not be the unspecified address"],
    ['https://a%2Eexample.com', "'url' host must not have a \"%\", which is not allowed for an escape or an IPv6 zone"],
    ['https://a_b.example.com', name],
    ['https://*.example.com', name],
    ['https://a.example.com\\@b', userInfo],
    ['https://a.example.com\\b', name],
    ['https://10.0.1', "'url' host must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address"],
    ['https://\u00e4.example.com', "'url' host must be ASCII; use the \"xn--\" form of the name"],
  ])('refuses "%s" and quotes nothing of it', (url, message) => {
    expect(() => CommunicationEndpoint.parse(url)).toThrow(new Error(message));
  });

  test('reads its own text back as the same endpoint', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4().filter((address) => address !== '0.0.0.0'),
      fc.ipV6().filter((address) => !/^(?:0|:|\.|ffff)*$/i.test(address)),
    );
    const number = fc.integer({ min: 1, max: 65535 });
    fc.assert(fc.property(host, number, fc.constantFrom(EndpointScheme.HTTP, EndpointScheme.HTTPS), (given, portNumber, protocol) => {
      const endpoint = CommunicationEndpoint.of({ host: given, port: portNumber, scheme: protocol });
      expect({ ...CommunicationEndpoint.parse(endpoint.toString()) }).toEqual({ ...endpoint });
      expect({ ...CommunicationEndpoint.of(endpoint) }).toEqual({ ...endpoint });
    }));
  });
});
