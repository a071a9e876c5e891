import { ApiObject, App, Chart } from 'cdk8s';
import { CaptureMode, EgressHost, PortProtocol, ServiceEntry, Sidecar, SidecarEgressListener, SidecarEgressListenerProps } from '../../src';

const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
const HOSTS = [EgressHost.namespace('bank')];
let count = 0;

function listen(props: SidecarEgressListenerProps): { listener: SidecarEgressListener; spec: () => unknown } {
  const sidecar = new Sidecar(shop, `Sidecar${count++}`);
  return { listener: sidecar.addEgressListener(props), spec: () => ApiObject.of(sidecar).toJson().spec.egress[0] };
}

test.each<[what: string, props: SidecarEgressListenerProps, spec: unknown]>([
  ['a port', { port: 443, protocol: PortProtocol.TLS, hosts: HOSTS }, { hosts: ['bank/*'], port: { number: 443, protocol: 'TLS' } }],
  ['a port with all settings',
    { port: 443, protocol: PortProtocol.TLS, portName: 'tls', bind: '127.0.0.1', captureMode: CaptureMode.NONE, hosts: HOSTS },
    { hosts: ['bank/*'], port: { number: 443, protocol: 'TLS', name: 'tls' }, bind: '127.0.0.1', captureMode: 'NONE' }],
  ['a socket', { bind: 'unix:///run/db.sock', protocol: PortProtocol.TCP, captureMode: CaptureMode.NONE, hosts: HOSTS },
    { hosts: ['bank/*'], port: { number: 0, protocol: 'TCP' }, bind: 'unix:///run/db.sock', captureMode: 'NONE' }],
  ['an abstract socket', { bind: 'unix://@db', protocol: PortProtocol.TCP, hosts: HOSTS },
    { hosts: ['bank/*'], port: { number: 0, protocol: 'TCP' }, bind: 'unix://@db' }],
])('a listener with %s', (_, props, spec) => {
  expect(listen(props).spec()).toEqual(spec);
});

test('destinations that are allowed later are imported, and each host once', () => {
  const { listener, spec } = listen({ port: 443, protocol: PortProtocol.TLS, hosts: HOSTS });
  const partner = new ServiceEntry(shop, 'Partner', { hosts: ['api.partner.example'] });
  listener.allowEgressTo(partner, partner, EgressHost.namespace('bank'));
  listener.allowEgressTo(partner);
  partner.addHost('b.partner.example');
  expect(spec()).toEqual({ hosts: ['bank/*', 'shop/api.partner.example', 'shop/b.partner.example'], port: { number: 443, protocol: 'TLS' } });
  expect(HOSTS.length).toBe(1);
});

test('a host is removed however often it was passed, and the hosts that it covered are written again', () => {
  const hosts = [...HOSTS, EgressHost.sameNamespace(), EgressHost.sameNamespace()];
  const { listener, spec } = listen({ port: 443, protocol: PortProtocol.TLS, hosts });
  listener.allowEgressTo(new ServiceEntry(shop, 'Other', { hosts: ['other.example'] }));
  expect(spec()).toMatchObject({ hosts: ['./*', 'bank/*'] });
  listener.removeEgressHost(EgressHost.sameNamespace());
  expect(spec()).toMatchObject({ hosts: ['bank/*', 'shop/other.example'] });
});

test('a host that was not passed can\'t be taken back', () => {
  const { listener } = listen({ port: 443, protocol: PortProtocol.TLS, hosts: [EgressHost.sameNamespace(), EgressHost.namespace('bank')] });
  listener.allowEgressTo(new ServiceEntry(shop, 'Third', { hosts: ['third.example'] }));
  expect(() => listener.removeEgressHost(EgressHost.of('shop/third.example')))
    .toThrow(new Error('\'host\' must be a host that was passed as an EgressHost, got "shop/third.example"; the listener has no such host, only "./*", "bank/*"'));
});

test('nothing can be taken back from a listener without hosts', () => {
  const { listener } = listen({ port: 443, protocol: PortProtocol.TLS, hosts: [] });
  expect(() => listener.removeEgressHost(EgressHost.everywhere()))
    .toThrow(new Error('\'host\' must be a host that was passed as an EgressHost, got "*/*"; the listener has no such host or any other'));
});

test.each<[what: string, props: Partial<SidecarEgressListenerProps>, message: string]>([
  ['no port', {}, '\'port\' is required unless \'bind\' is a Unix socket, got "undefined"'],
  ['port 0', { port: 0 }, '\'port\' must be a port number from 1 to 65535, got "0"'],
  ['a bind that is not an address', { port: 443, bind: 'localhost' },
    '\'bind\' must be an IP address, or a Unix socket as "unix:///path" or "unix://@name", got "localhost"'],
  ['a folder for a socket', { bind: 'unix:///run/' },
    '\'bind\' must be an IP address, or a Unix socket as "unix:///path" or "unix://@name", got "unix:///run/"'],
  ['a relative path for a socket', { bind: 'unix://run' },
    '\'bind\' must be an IP address, or a Unix socket as "unix:///path" or "unix://@name", got "unix://run"'],
  ['a port of a socket', { port: 443, bind: 'unix:///run/db.sock' },
    '\'port\' must be left out for the Unix socket "unix:///run/db.sock", got "443"; leave it out'],
  ['a redirected socket', { bind: 'unix:///run/db.sock', captureMode: CaptureMode.IPTABLES },
    '\'captureMode\' must be DEFAULT or NONE for the Unix socket "unix:///run/db.sock", got "IPTABLES"; only ports can be redirected'],
  ['a port name with an underscore', { port: 443, portName: 'a_b' },
    '\'portName\' must be letters, digits and \'-\', 63 characters at most, got "a_b"'],
])('%s is refused', (_, props, message) => {
  expect(() => listen({ protocol: PortProtocol.TLS, hosts: HOSTS, ...props })).toThrow(new Error(message));
});
