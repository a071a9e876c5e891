import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  CaptureMode, ConnectionPoolSettings, EgressHost, ExportScope, H2UpgradePolicy, Location, OutboundTrafficPolicy, PortProtocol, Resolution,
  ServiceEntryEndpoint, ServiceEntryEndpointOptions, ServiceEntryProps, ServicePort, SidecarEgressListenerProps, SidecarIngressListener, SidecarProps,
  SidecarTlsMode,
} from '../../src';

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const mixedCaseLabel = fc.stringMatching(/^[a-zA-Z]([a-zA-Z0-9-]{0,6}[a-zA-Z0-9])?$/);

/** Names with at least one dot. */
const domain = fc.tuple(fc.array(mixedCaseLabel, { minLength: 1, maxLength: 3 }), label, fc.constantFrom('', '.'))
  .map(([labels, last, dot]) => `${labels.join('.')}.${last}${dot}`);
const wildcard = domain.map(name => `*.${name}`);
const host = fc.oneof({ weight: 9, arbitrary: domain }, label);

const ip = fc.oneof(fc.ipV4(), fc.ipV6());
const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })), fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
).map(([address, prefix]) => `${address}/${prefix}`);

const portNumber = fc.integer({ min: 1, max: 65535 });
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const duration = fc.integer({ min: 1, max: 100_000 }).map(milliseconds => Duration.millis(milliseconds));
const count = fc.integer({ min: 0, max: 2147483647 });

function port(...protocols: PortProtocol[]): fc.Arbitrary<ServicePort> {
  return fc.record({ number: portNumber, protocol: fc.constantFrom(...protocols), targetPort: optional(portNumber) }).map(ServicePort.of);
}

function ports(protocols: PortProtocol[], maxLength: number = 4): fc.Arbitrary<ServicePort[]> {
  return fc.uniqueArray(port(...protocols), { selector: ({ number }) => number, maxLength });
}

/** Names tell hosts apart on these. */
const NAMED = [
  PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.GRPC_WEB, PortProtocol.HTTP_PROXY, PortProtocol.HTTPS, PortProtocol.TLS,
];
const ALL = Object.values(PortProtocol);

const endpointOptions: fc.Arbitrary<ServiceEntryEndpointOptions> = fc.record({
  labels: fc.dictionary(label, label, { maxKeys: 2 }),
  network: label,
  locality: fc.constantFrom('eu', 'eu/west', 'eu/west/1'),
  weight: fc.integer({ min: 0, max: 4294967295 }),
  serviceAccount: label,
}, { requiredKeys: [] });
const endpointArguments = <T>(address: fc.Arbitrary<T>): fc.Arbitrary<[T, ServiceEntryEndpointOptions]> => fc.tuple(address, endpointOptions);
const ipEndpoint = endpointArguments(ip).map(([address, options]) => ServiceEntryEndpoint.ip(address, options));
const nameEndpoint = endpointArguments(domain).map(([name, options]) => ServiceEntryEndpoint.host(name, options));
const networkEndpoint = endpointArguments(label).map(([name, options]) => ServiceEntryEndpoint.network(name, options));
const socketEndpoint = endpointArguments(label.map(name => `/run/${name}`)).map(([path, options]) => ServiceEntryEndpoint.unixSocket(path, options));

const exportTo = fc.oneof(
  fc.constantFrom<ExportScope[]>([], [ExportScope.everywhere()], [ExportScope.nowhere()], [ExportScope.sameNamespace()]),
  fc.uniqueArray(label, { maxLength: 3 }).map(names => names.map(ExportScope.namespace)),
);

const hosts = (item: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(item, { minLength: 1, maxLength: 4 });
const oneHost = (item: fc.Arbitrary<string>): fc.Arbitrary<string[]> => item.map(name => [name]);

type Shape = Pick<ServiceEntryProps, 'hosts' | 'ports' | 'addresses' | 'endpoints' | 'resolution' | 'workloadSelector'>;

const ipEndpoints = fc.array(fc.oneof({ weight: 3, arbitrary: ipEndpoint }, networkEndpoint), { minLength: 1, maxLength: 3 });
const anyEndpoints = fc.array(fc.oneof(ipEndpoint, nameEndpoint), { minLength: 1, maxLength: 3 });
const ips = fc.array(ip, { maxLength: 2 });
const ipsAndCidrs = fc.array(fc.oneof(ip, cidr), { maxLength: 3 });
const anyHostPattern = fc.oneof(wildcard, host);
const resolution = fc.constant<Resolution>;

/** Combinations of props that are valid, by what decides the resolution. */
const shapes: fc.Arbitrary<Shape>[] = [
  fc.record<Shape>({ hosts: hosts(host), ports: ports(NAMED), addresses: ips }),
  fc.record<Shape>({ hosts: oneHost(host), ports: ports(ALL), addresses: ips }),
  fc.record<Shape>({ hosts: hosts(anyHostPattern), ports: ports(ALL), addresses: ipsAndCidrs, resolution: resolution(Resolution.NONE) }),
  fc.record<Shape>({ hosts: oneHost(wildcard), ports: ports(ALL), addresses: ipsAndCidrs }),
  fc.record<Shape>({ hosts: oneHost(anyHostPattern), ports: ports(ALL), addresses: ipsAndCidrs, endpoints: ipEndpoints }),
  fc.record<Shape>({ hosts: oneHost(anyHostPattern), ports: ports(ALL), addresses: ips, endpoints: anyEndpoints }),
  fc.record<Shape>({ hosts: oneHost(host), ports: port(...ALL).map(one => [one]), endpoints: socketEndpoint.map(one => [one]) }),
  fc.record<Shape>({
    hosts: oneHost(host),
    ports: ports(ALL),
    endpoints: fc.array(fc.oneof(ipEndpoint, nameEndpoint), { maxLength: 1 }),
    resolution: resolution(Resolution.DNS_ROUND_ROBIN),
  }),
  fc.record<Shape>({
    hosts: hosts(wildcard),
    ports: ports([PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.TLS]),
    resolution: resolution(Resolution.DYNAMIC_DNS),
  }),
  fc.record<Shape>({ hosts: oneHost(host), ports: ports(ALL), workloadSelector: fc.dictionary(label, label, { minKeys: 1, maxKeys: 2 }) }),
];

/** Props of ServiceEntries that nothing is wrong with. */
export const serviceEntryProps: fc.Arbitrary<ServiceEntryProps> = fc.oneof(...shapes).chain(shape => fc.record({
  location: optional(fc.constantFrom(...Object.values(Location))),
  exportTo,
  subjectAltNames: fc.array(domain, { maxLength: 2 }),
}).map(rest => ({ ...shape, ...rest })));

/** Texts of which some are hosts and some come near. */
export const anyHost = fc.oneof(
  host, wildcard, ip, cidr, fc.string(), fc.webUrl(), fc.stringMatching(/^[*.a0-9:/@-]{0,8}$/), domain.map(name => `*${name}`), fc.ipV4().map(address => `${address}.`),
);

/** Texts of which some are addresses and some come near. */
export const anyAddress = fc.oneof(ip, cidr, host, fc.string(), fc.stringMatching(/^[0-9a-f:./%]{0,12}$/));

const egressHost = fc.oneof(
  fc.constantFrom(EgressHost.sameNamespace(), EgressHost.everywhere()),
  label.map(EgressHost.namespace),
  fc.tuple(fc.oneof(label, fc.constantFrom('*', '.', '~a', '~*')), fc.oneof(domain, wildcard)).map(([namespace, name]) => EgressHost.of(`${namespace}/${name}`)),
);
const egressHosts = fc.array(egressHost, { minLength: 1, maxLength: 5 });

const connectionPool: fc.Arbitrary<ConnectionPoolSettings> = fc.record({
  tcp: fc.record({
    maxConnections: count,
    connectTimeout: duration,
    maxConnectionDuration: duration,
    idleTimeout: fc.oneof(duration, fc.constant(Duration.millis(0))),
    tcpKeepalive: fc.record({ probes: count, time: duration, interval: duration }, { requiredKeys: [] }),
  }, { requiredKeys: ['connectTimeout'] }),
  http: fc.record({
    http1MaxPendingRequests: count,
    http2MaxRequests: count,
    maxRequestsPerConnection: count,
    maxRetries: count,
    maxConcurrentStreams: count,
    idleTimeout: duration,
    h2UpgradePolicy: fc.constantFrom(H2UpgradePolicy.DEFAULT, H2UpgradePolicy.DO_NOT_UPGRADE),
    useClientProtocol: fc.boolean(),
    http2KeepAlive: fc.record({ interval: duration, timeout: duration }),
  }, { requiredKeys: ['idleTimeout'] }),
});

const ingressListener: fc.Arbitrary<SidecarIngressListener> = fc.record<SidecarIngressListener>({
  port: fc.record({ number: portNumber, protocol: fc.constantFrom(PortProtocol.HTTPS, PortProtocol.TLS) }).map(ServicePort.of),
  bind: optional(ip),
  captureMode: optional(fc.constantFrom(...Object.values(CaptureMode))),
  defaultEndpoint: optional(fc.oneof(
    fc.tuple(fc.constantFrom('127.0.0.1', '0.0.0.0', '[::1]', '[::]', ''), portNumber).map(([address, number]) => `${address}:${number}`),
    fc.constantFrom('unix:///run/app.sock', 'unix://@app'),
  )),
  tls: optional(fc.constant({ mode: SidecarTlsMode.SIMPLE, serverCertificate: '/etc/certs/cert.pem', privateKey: '/etc/certs/key.pem' })),
  connectionPool: optional(connectionPool),
});

const egressListener: fc.Arbitrary<SidecarEgressListenerProps> = fc.oneof(
  fc.record<SidecarEgressListenerProps>({
    port: portNumber,
    protocol: fc.constantFrom(...ALL),
    portName: optional(label),
    bind: optional(ip),
    captureMode: optional(fc.constantFrom(...Object.values(CaptureMode))),
    hosts: egressHosts,
  }),
  fc.record<SidecarEgressListenerProps>({
    bind: fc.oneof(label.map(name => `unix:///run/${name}`), label.map(name => `unix://@${name}`)),
    protocol: fc.constantFrom(...ALL),
    captureMode: optional(fc.constantFrom(CaptureMode.DEFAULT, CaptureMode.NONE)),
    hosts: egressHosts,
  }),
);

/** Props of Sidecars that nothing is wrong with, and their listeners with ports. */
export const sidecars: fc.Arbitrary<{ readonly props: SidecarProps; readonly listeners: SidecarEgressListenerProps[] }> = fc.record({
  props: fc.record<SidecarProps>({
    workloadSelector: optional(fc.dictionary(label, label, { minKeys: 1, maxKeys: 2 })),
    hosts: optional(egressHosts),
    bind: optional(ip),
    captureMode: optional(fc.constantFrom(...Object.values(CaptureMode))),
    outboundTrafficPolicy: optional(fc.oneof(
      fc.constantFrom(OutboundTrafficPolicy.registryOnly(), OutboundTrafficPolicy.allowAny()),
      fc.record({ host: domain, port: portNumber, subset: optional(label) }).map(OutboundTrafficPolicy.egressProxy),
    )),
    ingress: optional(fc.uniqueArray(ingressListener, { selector: listener => listener.port.number, maxLength: 3 })),
    inboundConnectionPool: optional(connectionPool),
  }),
  listeners: fc.uniqueArray(egressListener, { selector: listener => String(listener.port ?? listener.bind), maxLength: 3 }),
});
