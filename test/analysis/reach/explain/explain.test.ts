import { ask, entry, istio, LOCKED, sidecar } from '../../manifests';

const HTTPS = { host: 'api.test', port: 443, protocol: 'https' as const };
const HTTP = { host: 'api.test', port: 80, protocol: 'http' as const };
const api = entry('api.test', 443, 'TLS', {}, { namespace: 'dynatrace' });

/** The answer, wrapped into lines. */
function explained(...parameters: Parameters<typeof ask>): string[] {
  const { verdict, because, explanation } = ask(...parameters);
  return [`${verdict} because of ${because.join(', ') || 'nothing'}`, ...explanation.match(/.{1,120}(?: |$)/g) ?? []].map(line => line.trim());
}

describe('the explanation of a blocked connection says what to change', () => {
  test('no entry has the host', () => {
    expect(explained([], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of nothing",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and no ServiceEntry or Service in the mesh has the host "api.test". Add a ServiceEntry with hosts: ["api.test"],",
  "resolution: DNS and a port with number 443 and protocol TLS.",
]
`);
  });

  test('no manifest has the Service', () => {
    expect(['billing.bank.svc', 'billing.bank.svc.cluster.local'].map(host => explained([], { ...HTTP, host }))).toMatchInlineSnapshot(`
[
  [
    "BLOCKED because of nothing",
    "A plain text HTTP request from namespace shop to billing.bank.svc:80 is blocked: the outboundTrafficPolicy of the mesh",
    "is REGISTRY_ONLY, and no Service in the mesh has the host "billing.bank.svc". If the cluster has this Service, add its",
    "manifest.",
  ],
  [
    "BLOCKED because of nothing",
    "A plain text HTTP request from namespace shop to billing.bank.svc.cluster.local:80 is blocked: the outboundTrafficPolicy",
    "of the mesh is REGISTRY_ONLY, and no Service in the mesh has the host "billing.bank.svc.cluster.local". If the cluster",
    "has this Service, add its manifest.",
  ],
]
`);
  });

  test('no entry has the address', () => {
    expect(explained([], { address: '203.0.113.7', port: 5432, protocol: 'tcp' })).toMatchInlineSnapshot(`
[
  "BLOCKED because of nothing",
  "A TCP connection from namespace shop to 203.0.113.7:5432 is blocked: the outboundTrafficPolicy of the mesh is",
  "REGISTRY_ONLY, and no ServiceEntry or Service in the mesh has the address 203.0.113.7. Add a ServiceEntry with",
  "addresses: ["203.0.113.7"], resolution: NONE and a port with number 5432 and protocol TCP.",
]
`);
  });

  test('the Sidecar does not import it', () => {
    expect(explained([api, sidecar(['./*', 'istio-system/*'])], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry dynatrace/api.test has the host, but Sidecar shop/default does not import it. Add",
  ""dynatrace/api.test" to spec.egress[0].hosts of Sidecar shop/default.",
]
`);
  });

  test('the Sidecar does not import the entry with the address', () => {
    const db = entry('db.test', 5432, 'TCP', { addresses: ['203.0.113.7'], resolution: 'NONE' }, { namespace: 'dynatrace' });
    expect(explained([db, sidecar(['./*', 'istio-system/*'])], { address: '203.0.113.7', port: 5432, protocol: 'tcp' })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/db.test, Sidecar shop/default",
  "A TCP connection from namespace shop to 203.0.113.7:5432 is blocked: the outboundTrafficPolicy of Sidecar shop/default",
  "is REGISTRY_ONLY, and ServiceEntry dynatrace/db.test has the address, but Sidecar shop/default does not import it. Add",
  ""dynatrace/db.test" to spec.egress[0].hosts of Sidecar shop/default.",
]
`);
  });

  test('the Sidecar imports a name that only a wildcard entry covers', () => {
    const wildcard = entry('*.test', 443, 'TLS', { resolution: 'NONE' }, { namespace: 'dynatrace' });
    expect(explained([wildcard, sidecar(['dynatrace/api.test'])], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/any.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry dynatrace/any.test has the host, but Sidecar shop/default does not import it. Add",
  ""dynatrace/*.test" to spec.egress[0].hosts of Sidecar shop/default.",
]
`);
  });

  test('the Sidecar excludes it', () => {
    expect(explained([api, sidecar(['*/*', '~dynatrace/*.test'])], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry dynatrace/api.test has the host, but "~dynatrace/*.test" in spec.egress[0].hosts of",
  "Sidecar shop/default excludes it. Remove "~dynatrace/*.test", or make it narrower.",
]
`);
  });

  test('no egress listener is for the port', () => {
    const listeners = { egress: [{ hosts: ['dynatrace/*'], port: { number: 80, protocol: 'HTTP', name: 'http' } }] };
    expect(explained([api, sidecar([], listeners)], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry dynatrace/api.test has the host, but no egress listener of Sidecar shop/default is for",
  "port 443. Add an egress listener without a port, with hosts: ["dynatrace/api.test", "istio-system/*"], at the end of",
  "spec.egress of Sidecar shop/default.",
]
`);
  });

  test('it is not exported to the client', () => {
    expect(explained([entry('api.test', 443, 'TLS', { exportTo: ['.'] }, { namespace: 'dynatrace' })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and ServiceEntry dynatrace/api.test has the host, but its exportTo is ".". Add "shop" to spec.exportTo of ServiceEntry",
  "dynatrace/api.test.",
]
`);
  });

  test('it is exported to no namespace', () => {
    expect(explained([entry('api.test', 443, 'TLS', { exportTo: ['~'] }, { namespace: 'dynatrace' })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and ServiceEntry dynatrace/api.test has the host, but its exportTo is "~". Set spec.exportTo of ServiceEntry",
  "dynatrace/api.test to ["shop"] or ["*"].",
]
`);
  });

  test('the mesh does not export it to the client', () => {
    expect(explained([api], HTTPS, { ...LOCKED, defaultServiceExportTo: ['.'] })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and ServiceEntry dynatrace/api.test has the host, but the mesh exports it only to "dynatrace". Set spec.exportTo of",
  "ServiceEntry dynatrace/api.test to ["shop"] or ["*"].",
]
`);
  });

  test('the port is missing', () => {
    expect(explained([api], { ...HTTPS, port: 9999 })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A TLS connection from namespace shop to api.test:9999 is blocked: the outboundTrafficPolicy of the mesh is",
  "REGISTRY_ONLY, and ServiceEntry dynatrace/api.test has the host, but no port 9999: its ports are 443 (TLS). Add a port",
  "with number 9999 and protocol TLS to ServiceEntry dynatrace/api.test.",
]
`);
  });

  test('the entry has no ports', () => {
    expect(explained([istio('ServiceEntry', 'api', { hosts: ['api.test'], resolution: 'DNS' })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and ServiceEntry egress/api has the host, but no port 443: it has no ports. Add a port with number 443 and protocol TLS",
  "to ServiceEntry egress/api.",
]
`);
  });

  test('the protocol is HTTP, but the client uses TLS', () => {
    expect(explained([entry('api.test', 443, 'HTTP')], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and port 443 of ServiceEntry egress/api.test has protocol HTTP, but the client uses TLS. Set protocol TLS for port 443",
  "of ServiceEntry egress/api.test.",
]
`);
  });

  test('the protocol is TLS, but the client uses plain text HTTP', () => {
    expect(explained([api], { ...HTTPS, protocol: 'http' })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A plain text HTTP request from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is",
  "REGISTRY_ONLY, and port 443 of ServiceEntry dynatrace/api.test has protocol TLS, but the client uses plain text HTTP.",
  "Set protocol HTTP for port 443 of ServiceEntry dynatrace/api.test, or make the client use TLS.",
]
`);
  });

  test('an address without DNS capture', () => {
    expect(explained([entry('api.test', 443, 'TLS', { addresses: ['10.9.8.7'] })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and sidecars recognize ServiceEntry egress/api.test only by its address 10.9.8.7, but the client connects to the address",
  "that DNS returns for the host. Remove the addresses from the entry unless the host resolves to them, or turn on DNS",
  "capture (proxyMetadata ISTIO_META_DNS_CAPTURE).",
]
`);
  });

  test('an allocated address that the client does not connect to', () => {
    expect(explained([api], { ...HTTPS, address: '203.0.113.7', dnsCapture: true })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry dynatrace/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and with DNS capture, sidecars recognize ServiceEntry dynatrace/api.test only by the IP that istiod allocates, but the",
  "client connects to 203.0.113.7. Make the client resolve the host with the DNS of its pod.",
]
`);
  });

  test('another namespace has the host', () => {
    const objects = [entry('api.test', 8443, 'TLS', {}, { namespace: 'a', day: 1 }), entry('api.test', 443, 'TLS', {}, { namespace: 'b', day: 2 })];
    expect(explained(objects, HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry b/api.test, ServiceEntry a/api.test",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY,",
  "and ServiceEntry b/api.test has the host, but ServiceEntry a/api.test also has it, and a sidecar uses a host from only",
  "one namespace. Put all ports of the host into one ServiceEntry, or import only one of the two namespaces in the Sidecar.",
]
`);
  });

  test('a listener of exact hosts imports one service for each', () => {
    const second = entry('api.test', 443, 'TLS', {}, { day: 2 });
    const objects = [entry('api.test', 80, 'HTTP', {}, { day: 1 }), { ...second, metadata: { ...second.metadata, name: 'tls' } }, sidecar(['egress/api.test'])];
    expect(explained(objects, HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/tls, ServiceEntry egress/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry egress/tls has the host, but ServiceEntry egress/api.test also has it, and an egress",
  "listener with only exact hosts imports one service for each host. Add a host with a wildcard, such as "istio-system/*",",
  "to spec.egress[0].hosts of Sidecar shop/default.",
]
`);
  });

  test('a listener with a port imports the namespace of the client, where the service does not have the port', () => {
    const own = entry('api.test', 443, 'TLS', {}, { namespace: 'shop' });
    const listeners = { egress: [{ hosts: ['./api.test'], port: { number: 8443, protocol: 'TLS', name: 'tls' } }] };
    expect(explained([own, sidecar([], listeners)], { ...HTTPS, port: 8443 })).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry shop/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:8443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and ServiceEntry shop/api.test has the host, but no port 8443: its ports are 443 (TLS). Add a port with",
  "number 8443 and protocol TLS to ServiceEntry shop/api.test.",
]
`);
  });

  test('a listener with a port routes all its requests', () => {
    const egress = [{ hosts: ['other/*'], port: { number: 80, protocol: 'HTTP', name: 'http' } }, { hosts: ['egress/*'] }];
    expect(explained([entry('api.test', 80, 'HTTP'), sidecar([], { egress })], HTTP)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test, Sidecar shop/default",
  "A plain text HTTP request from namespace shop to api.test:80 is blocked: the outboundTrafficPolicy of Sidecar",
  "shop/default is REGISTRY_ONLY, and the egress listener for port 80 of Sidecar shop/default routes all plain text",
  "requests of that port, but does not import ServiceEntry egress/api.test. Add "egress/api.test" to spec.egress[0].hosts",
  "of Sidecar shop/default.",
]
`);
  });

  test('a listener has another protocol than the entry', () => {
    const egress = [{ hosts: ['egress/*'], port: { number: 443, protocol: 'HTTP', name: 'http' } }];
    expect(explained([entry('api.test', 443, 'TLS'), sidecar([], { egress })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is blocked: the outboundTrafficPolicy of Sidecar shop/default is",
  "REGISTRY_ONLY, and the egress listener for port 443 of Sidecar shop/default has protocol HTTP, but the client uses TLS.",
  "Set the protocol of that listener to TLS.",
]
`);
  });

  test('no endpoints', () => {
    expect(explained([entry('api.test', 443, 'TLS', { resolution: 'STATIC' })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test",
  "A TLS connection from namespace shop to api.test:443 is sent to api.test:443 and fails there: ServiceEntry",
  "egress/api.test has no endpoints. Add endpoints to it, or set resolution: DNS to resolve its host.",
]
`);
  });

  test('no endpoints for a selector', () => {
    expect(explained([entry('api.test', 443, 'TLS', { workloadSelector: { labels: { app: 'x' } } })], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test",
  "A TLS connection from namespace shop to api.test:443 is sent to api.test:443 and fails: ServiceEntry egress/api.test has",
  "DNS resolution, and its workloadSelector selects no WorkloadEntry. Add endpoints to it.",
]
`);
  });

  test('a host in upper case', () => {
    expect(explained([entry('API.test', 80, 'HTTP')], HTTP)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/API.test",
  "A plain text HTTP request from namespace shop to api.test:80 is sent to api.test:80 and fails: the routes have the host",
  "in lower case, but its only ServiceEntry has the host "API.test". Write the host in lower case in the ServiceEntry.",
]
`);
  });

  test('a port of the sidecar itself', () => {
    expect(explained([], { ...HTTPS, port: 15001 }, { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })).toMatchInlineSnapshot(`
[
  "BLOCKED because of nothing",
  "A TLS connection from namespace shop to api.test:15001 is blocked: the sidecar uses port 15001 itself. Use another port.",
]
`);
  });
});

describe('the explanation of a misrouted connection says which service receives it', () => {
  test('a TCP entry without address captures the port', () => {
    expect(explained([entry('db.test', 443, 'TCP', {}, { namespace: 'other' }), api, sidecar(['other/*'])], HTTPS)).toMatchInlineSnapshot(`
[
  "MISROUTED because of ServiceEntry other/db.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is sent to db.test:443: port 443 of ServiceEntry other/db.test has",
  "protocol TCP, and the entry has no addresses, so it receives every connection on port 443 that no other service matches.",
  "Add addresses to ServiceEntry other/db.test, or set protocol TLS or HTTP if its clients use it. ServiceEntry",
  "dynatrace/api.test has the host, but Sidecar shop/default does not import it. Add "dynatrace/api.test" to",
  "spec.egress[0].hosts of Sidecar shop/default.",
]
`);
  });

  test('a shared address belongs to the first entry', () => {
    const objects = [1, 2].map(day => entry(`${['', 'other', 'api'][day]}.test`, 443, 'TLS', { addresses: ['10.9.8.7'] }, { day }));
    expect(explained(objects, { ...HTTPS, address: '10.9.8.7' })).toMatchInlineSnapshot(`
[
  "MISROUTED because of ServiceEntry egress/other.test",
  "A TLS connection from namespace shop to api.test:443 is sent to other.test:443: ServiceEntry egress/other.test receives",
  "all connections to 10.9.8.7 on port 443, whatever their host is. Give each entry its own addresses, or no addresses.",
]
`);
  });

  const gateway = istio('VirtualService', 'via-gateway', {
    hosts: ['api.test'],
    tls: [{ match: [{ sniHosts: ['api.test'] }], route: [{ destination: { host: 'egress-gateway.gw.svc.cluster.local', port: { number: 443 } } }] }],
  });

  test('a VirtualService sends it to another service', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'egress-gateway', namespace: 'gw' }, spec: { ports: [{ port: 443, name: 'tls' }] } };
    expect(explained([api, gateway, service], HTTPS)).toMatchInlineSnapshot(`
[
  "MISROUTED because of Service gw/egress-gateway, VirtualService egress/via-gateway",
  "A TLS connection from namespace shop to api.test:443 is sent to egress-gateway.gw.svc.cluster.local:443 by",
  "VirtualService egress/via-gateway. If this is an egress gateway, the route is correct. Otherwise, change the hosts or",
  "matches of the VirtualService.",
]
`);
  });

  test('a VirtualService sends it to an unknown service', () => {
    expect(explained([api, gateway], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of VirtualService egress/via-gateway",
  "A TLS connection from namespace shop to api.test:443 is sent to egress-gateway.gw.svc.cluster.local:443 by",
  "VirtualService egress/via-gateway and fails: no Service in the mesh has the host "egress-gateway.gw.svc.cluster.local".",
  "If the cluster has this Service, add its manifest. Otherwise, correct the destination of the VirtualService.",
]
`);
  });

  test('a subset does not exist', () => {
    const route = [{ destination: { host: 'api.test', subset: 'v1', port: { number: 80 } } }];
    expect(explained([entry('api.test', 80, 'HTTP'), istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ route }] })], HTTP)).toMatchInlineSnapshot(`
[
  "BLOCKED because of ServiceEntry egress/api.test, VirtualService egress/v",
  "A plain text HTTP request from namespace shop to api.test:80 is sent to api.test:80 by VirtualService egress/v and",
  "fails: no DestinationRule that the sidecar finds for "api.test" has the subset "v1". Add one to the namespace of the",
  "client, the namespace of the service, or the root namespace.",
]
`);
  });

  test('a VirtualService answers it', () => {
    const redirect = istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ redirect: { uri: '/' } }] });
    expect(explained([entry('api.test', 80, 'HTTP'), redirect], HTTP)).toMatchInlineSnapshot(`
[
  "BLOCKED because of VirtualService egress/v",
  "A plain text HTTP request from namespace shop to api.test:80 does not leave the sidecar: VirtualService egress/v answers",
  "it with a redirect or a direct response.",
]
`);
  });

  test('no rule of a VirtualService applies', () => {
    const match = [{ uri: { prefix: '/v1' } }];
    const some = istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ match, route: [{ destination: { host: 'api.test' } }] }] });
    expect(explained([entry('api.test', 80, 'HTTP'), some], HTTP)).toMatchInlineSnapshot(`
[
  "BLOCKED because of VirtualService egress/v",
  "A plain text HTTP request from namespace shop to api.test:80 gets a 404 response: no http rule of VirtualService",
  "egress/v matches it, or the matching rule has no destination. Add an http rule without a match.",
]
`);
  });

  test('an egress proxy receives connections to unknown hosts', () => {
    const policy = { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.test', port: { number: 3128 } } } };
    expect(explained([entry('proxy.test', 3128, 'TCP'), sidecar(['egress/*'], policy)], HTTPS)).toMatchInlineSnapshot(`
[
  "MISROUTED because of ServiceEntry egress/proxy.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is sent to proxy.test:3128 by egressProxy of the Sidecar, because",
  "nothing in the mesh matches it. No ServiceEntry or Service in the mesh has the host "api.test". Add a ServiceEntry with",
  "hosts: ["api.test"], resolution: DNS and a port with number 443 and protocol TLS.",
]
`);
  });

  test('an egress proxy that is not imported', () => {
    const policy = { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'proxy.test', port: { number: 3128 } } } };
    expect(explained([entry('proxy.test', 3128, 'TCP'), sidecar(['./*'], policy)], HTTPS)).toMatchInlineSnapshot(`
[
  "BLOCKED because of Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 is sent to proxy.test:3128 by egressProxy of the Sidecar and fails:",
  "the sidecar does not know "proxy.test": ServiceEntry egress/proxy.test is not exported to namespace shop, or the Sidecar",
  "does not import it. Add "shop" to its exportTo, and add its host to the egress hosts of the Sidecar.",
]
`);
  });
});

describe('the explanation of a connection that passes says why', () => {
  test('the policy allows everything', () => {
    expect(explained([api, sidecar(['./*'], { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })], HTTPS)).toMatchInlineSnapshot(`
[
  "PASSTHROUGH because of ServiceEntry dynatrace/api.test, Sidecar shop/default",
  "A TLS connection from namespace shop to api.test:443 passes through the sidecar unchanged, because the",
  "outboundTrafficPolicy of Sidecar shop/default is ALLOW_ANY. No route or policy of the mesh applies to it: ServiceEntry",
  "dynatrace/api.test has the host, but Sidecar shop/default does not import it.",
]
`);
  });

  test('the annotation of the pod', () => {
    const annotations = { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' };
    expect(explained([api], { ...HTTPS, annotations })).toMatchInlineSnapshot(`
[
  "BYPASSED because of annotation traffic.sidecar.istio.io/excludeOutboundPorts",
  "A TLS connection from namespace shop to api.test:443 bypasses the sidecar because of annotation",
  "traffic.sidecar.istio.io/excludeOutboundPorts of the pod, so no ServiceEntry and no outboundTrafficPolicy applies to it.",
]
`);
  });

  test('an annotation that the injector rejects', () => {
    const annotations = { 'traffic.sidecar.istio.io/excludeOutboundPorts': 'https' };
    expect(explained([api], { ...HTTPS, annotations })).toMatchInlineSnapshot(`
[
  "BLOCKED because of annotation traffic.sidecar.istio.io/excludeOutboundPorts",
  "No connection is opened: the sidecar injector rejects the pods of this workload in namespace shop, because",
  "'traffic.sidecar.istio.io/excludeOutboundPorts' must be ports from 0 to 65535 joined by commas, got "https". Correct the",
  "annotation.",
]
`);
  });

  test('an allocated address and an annotation', () => {
    const annotations = { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' };
    expect(explained([api], { ...HTTPS, annotations, dnsCapture: true })).toMatchInlineSnapshot(`
[
  "BLOCKED because of annotation traffic.sidecar.istio.io/excludeOutboundPorts",
  "A TLS connection from namespace shop to api.test:443 fails: the DNS of the sidecar returns an address that only sidecars",
  "know, but because of annotation traffic.sidecar.istio.io/excludeOutboundPorts of the pod, the connection bypasses the",
  "sidecar. Change the annotation, or set the label networking.istio.io/enable-autoallocate-ip: "false" on the",
  "ServiceEntry.",
]
`);
  });

  test('the loopback address', () => {
    expect(explained([], { address: '127.0.0.1', port: 80, protocol: 'tcp' })).toMatchInlineSnapshot(`
[
  "BYPASSED because of nothing",
  "A TCP connection from namespace shop to 127.0.0.1:80 stays in the pod: sidecars do not capture connections to the",
  "loopback address.",
]
`);
  });
});

describe('a Service of type ExternalName', () => {
  const alias = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: 'shop' }, spec: { type: 'ExternalName', externalName: 'api.test', ports: [{ port: 80, name: 'http' }] } };
  const question = { ...HTTP, host: 'alias.shop.svc.cluster.local' };

  test('is an alias of a host that no entry has', () => {
    expect(explained([alias], question)).toEqual([
      'BLOCKED because of Service shop/alias',
      'A plain text HTTP request from namespace shop to alias.shop.svc.cluster.local:80 is blocked: the outboundTrafficPolicy',
      'of the mesh is REGISTRY_ONLY, and Service shop/alias is an alias of "api.test" (type ExternalName), which no',
      'ServiceEntry or Service in the mesh has. Add a ServiceEntry with hosts: ["api.test"], resolution: DNS and a port with',
      'number 80 and protocol HTTP.',
    ]);
  });

  test('has the faults of the entry that it is an alias of', () => {
    expect(explained([alias, entry('api.test', 80, 'HTTP', { exportTo: ['.'] })], question).join(' '))
      .toContain('ServiceEntry egress/api.test has the host, but its exportTo is "."');
  });
});
