import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  ExportScope, Mesh, PortProtocol, Resolution, ServiceEntry, ServiceEntryEndpoint, ServiceEntryProps, ServicePort,
} from '../../src';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function entry(props: ServiceEntryProps): ServiceEntry {
  return new ServiceEntry(chart(), 'Entry', props);
}

function specOf(serviceEntry: ServiceEntry): any {
  return ApiObject.of(serviceEntry).toJson().spec;
}

const HOST = { hosts: ['api.example.com'] };

test('a ServiceEntry with a host and a port', () => {
  const shop = chart();
  new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });

  expect(Testing.synth(shop)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "name": "shop-payments-c87251e8",
      "namespace": "shop",
    },
    "spec": {
      "hosts": [
        "api.payments.example",
      ],
      "location": "MESH_EXTERNAL",
      "ports": [
        {
          "name": "https-443",
          "number": 443,
          "protocol": "HTTPS",
        },
      ],
      "resolution": "DNS",
    },
  },
]
`);
});

test('workloads selected by labels', () => {
  const selecting = entry({ ...HOST, workloadSelector: { app: 'db' } });
  expect(specOf(selecting)).toEqual({
    hosts: ['api.example.com'], location: 'MESH_EXTERNAL', resolution: 'STATIC', workloadSelector: { labels: { app: 'db' } },
  });
});

describe('defaults for missing props', () => {
  test('are MESH_EXTERNAL for the location', () => {
    expect(specOf(entry(HOST)).location).toBe('MESH_EXTERNAL');
  });

  test('are DNS for exact hosts without endpoints and CIDR', () => {
    expect(specOf(entry({ hosts: ['a.example.com', 'b.example.com'], addresses: ['10.0.0.1'] })).resolution).toBe('DNS');
  });

  test('are NONE for a wildcard among the hosts', () => {
    expect(specOf(entry({ hosts: ['a.example.com', '*.b.example.com'] })).resolution).toBe('NONE');
  });

  test('are NONE for a CIDR among the addresses', () => {
    expect(specOf(entry({ ...HOST, addresses: ['10.0.0.1', '10.1.0.0/16'] })).resolution).toBe('NONE');
  });

  test('are STATIC if all endpoints are IPs', () => {
    expect(specOf(entry({ ...HOST, endpoints: [ServiceEntryEndpoint.ip('10.0.0.1'), ServiceEntryEndpoint.ip('2001:db8::1')] })).resolution).toBe('STATIC');
  });

  test('are DNS for names among the endpoints', () => {
    expect(specOf(entry({ ...HOST, endpoints: [ServiceEntryEndpoint.ip('10.0.0.1'), ServiceEntryEndpoint.host('db.example.com')] })).resolution).toBe('DNS');
  });

  test('are computed again at synth after a later change', () => {
    const late = entry(HOST);
    const resolutions = [late.resolution, specOf(late).resolution];
    late.addHost('*.example.com');
    resolutions.push(late.resolution, specOf(late).resolution);
    late.addEndpoint(ServiceEntryEndpoint.ip('10.0.0.1'));
    resolutions.push(late.resolution, specOf(late).resolution);
    late.addEndpoint(ServiceEntryEndpoint.host('db.example.com'));
    resolutions.push(late.resolution, specOf(late).resolution);
    expect(resolutions).toEqual(['DNS', 'DNS', 'NONE', 'NONE', 'STATIC', 'STATIC', 'DNS', 'DNS']);
  });

  test('a late CIDR changes DNS to NONE', () => {
    const late = entry(HOST);
    late.addAddress('10.0.0.0/8');
    expect(specOf(late).resolution).toBe('NONE');
  });

  test('an explicit resolution stays', () => {
    const explicit = entry({ ...HOST, resolution: Resolution.NONE });
    explicit.addAddress('10.0.0.1');
    expect([explicit.resolution, specOf(explicit).resolution]).toEqual(['NONE', 'NONE']);
  });

  test.each<[what: string, add: (entry: ServiceEntry) => void, message: string]>([
    ['host', late => late.addHost('*.example.com'),
      '\'resolution\' DNS can\'t resolve the wildcard host "*.example.com" without endpoints; use NONE, or leave \'resolution\' out'],
    ['address', late => late.addAddress('10.0.0.0/8'),
      '\'addresses\' accepts a CIDR only with \'resolution\' NONE or STATIC, got "10.0.0.0/8" with DNS; leave \'resolution\' out'],
    ['endpoint', late => late.addEndpoint(ServiceEntryEndpoint.network('vm')),
      '\'endpoints\' accepts an endpoint without an address only with \'resolution\' STATIC, got "network vm" with DNS; leave \'resolution\' out'],
  ])('a late %s that clashes with an explicit resolution throws', (_, add, message) => {
    expect(() => add(entry({ ...HOST, resolution: Resolution.DNS }))).toThrow(new Error(message));
  });

  test('a late port that clashes with an explicit resolution throws', () => {
    const dynamic = entry({ hosts: ['*.example.com'], resolution: Resolution.DYNAMIC_DNS, ports: [ServicePort.tls()] });
    expect(() => dynamic.addPort(ServicePort.tcp(9999)))
      .toThrow(new Error('\'resolution\' DYNAMIC_DNS allows ports of protocol HTTP, HTTP2, GRPC or TLS only, got "TCP"'));
  });

  test('a host in mixed case with a final dot becomes lower case without the dot', () => {
    const mixed = entry({ hosts: ['API.Example.COM.', '*.EU.example.com'] });
    expect(mixed.hosts).toEqual(['*.eu.example.com', 'api.example.com']);
    expect(specOf(mixed).hosts).toEqual(['*.eu.example.com', 'api.example.com']);
  });

  test('a port without a name is named after protocol and number, and its protocol is written', () => {
    const ports = [ServicePort.https(8443), ServicePort.of({ number: 80, protocol: PortProtocol.GRPC_WEB })];
    expect(specOf(entry({ ...HOST, ports })).ports).toEqual([
      { name: 'grpc-web-80', number: 80, protocol: 'GRPC-WEB' },
      { name: 'https-8443', number: 8443, protocol: 'HTTPS' },
    ]);
  });
});

test('no field is written that was not given, and no empty list', () => {
  expect(Object.keys(specOf(entry({ ...HOST, ports: [], addresses: [], endpoints: [], exportTo: [], subjectAltNames: [] })))).toEqual(['hosts', 'location', 'resolution']);
  expect(Object.keys(ApiObject.of(entry(HOST)).toJson())).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
});

test('its kind, name and namespace can be asked for', () => {
  const serviceEntry = entry({ ...HOST, metadata: { name: 'api' } });
  expect([serviceEntry.apiVersion, serviceEntry.kind, serviceEntry.name, serviceEntry.namespace])
    .toEqual(['networking.istio.io/v1', 'ServiceEntry', 'api', 'shop']);
});

test('metadata can be added to', () => {
  const serviceEntry = entry({ ...HOST, metadata: { name: 'api' } });
  serviceEntry.metadata.addLabel('networking.istio.io/enable-autoallocate-ip', 'false');
  serviceEntry.metadata.addAnnotation('note', 'ours');
  expect(ApiObject.of(serviceEntry).toJson().metadata).toEqual({
    name: 'api', namespace: 'shop', labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' }, annotations: { note: 'ours' },
  });
});

test('a JSON patch sets what the library does not know', () => {
  const serviceEntry = entry({ ...HOST, metadata: { name: 'api' } });
  ApiObject.of(serviceEntry).addJsonPatch(JsonPatch.add('/spec/future', { field: 1 }), JsonPatch.replace('/spec/location', 'MESH_INTERNAL'));
  expect(specOf(serviceEntry)).toEqual({ future: { field: 1 }, hosts: ['api.example.com'], location: 'MESH_INTERNAL', resolution: 'DNS' });

  const shop = serviceEntry.node.scope as Chart;
  expect(() => Testing.synth(shop)).toThrow('[shop/Entry] \'spec.future\' ');
  new Mesh(shop, 'Mesh', { disabledRules: [{ rule: 'kubernetes/unknown-field', reason: 'the cluster knows it' }] });
  expect(Testing.synth(shop)[0].spec.future).toEqual({ field: 1 });
});

describe('an added value', () => {
  test('is in the manifest, sorted', () => {
    const serviceEntry = entry({ hosts: ['b.example.com'], ports: [ServicePort.https()], addresses: ['10.0.0.2'] });
    serviceEntry.addHost('a.example.com');
    serviceEntry.addPort(ServicePort.http());
    serviceEntry.addAddress('10.0.0.10');
    serviceEntry.addExportTo(ExportScope.namespace('shop'));
    serviceEntry.addExportTo(ExportScope.namespace('bank'));
    expect(specOf(serviceEntry)).toEqual({
      hosts: ['a.example.com', 'b.example.com'],
      ports: [{ name: 'http-80', number: 80, protocol: 'HTTP' }, { name: 'https-443', number: 443, protocol: 'HTTPS' }],
      addresses: ['10.0.0.10', '10.0.0.2'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      exportTo: ['bank', 'shop'],
    });
  });

  test('is ignored if it is there already', () => {
    const endpoint = { weight: 1, labels: { version: 'v1' } };
    const serviceEntry = entry({
      hosts: ['api.example.com', 'API.example.com.'],
      ports: [ServicePort.https(), ServicePort.https()],
      addresses: ['2001:db8::1', '2001:DB8:0::1'],
      endpoints: [ServiceEntryEndpoint.ip('10.0.0.1', endpoint)],
      exportTo: [ExportScope.everywhere(), ExportScope.everywhere()],
    });
    const before = specOf(serviceEntry);
    serviceEntry.addHost('Api.Example.Com');
    serviceEntry.addPort(ServicePort.of({ number: 443, protocol: PortProtocol.HTTPS, name: 'https-443' }));
    serviceEntry.addAddress('2001:db8::0001');
    serviceEntry.addEndpoint(ServiceEntryEndpoint.ip('10.0.0.1', endpoint));
    serviceEntry.addExportTo(ExportScope.everywhere());
    expect(specOf(serviceEntry)).toEqual(before);
    expect(before).toEqual({
      hosts: ['api.example.com'],
      ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }],
      addresses: ['2001:db8::1'],
      location: 'MESH_EXTERNAL',
      resolution: 'STATIC',
      endpoints: [{ address: '10.0.0.1', weight: 1, labels: { version: 'v1' } }],
      exportTo: ['*'],
    });
  });

  test.each<[what: string, add: (entry: ServiceEntry) => void, message: string]>([
    ['another protocol on a port', given => given.addPort(ServicePort.tls()),
      '\'ports\' must have different numbers and names, got "tls-443" (443) and "https-443" (443)'],
    ['another target of a port', given => given.addPort(ServicePort.of({ number: 443, protocol: PortProtocol.HTTPS, targetPort: 8443 })),
      '\'ports\' must have different numbers and names, got "https-443" (443) and "https-443" (443)'],
    ['a port with the name of another one', given => given.addPort(ServicePort.of({ number: 8443, protocol: PortProtocol.HTTPS, name: 'https-443' })),
      '\'ports\' must have different numbers and names, got "https-443" (8443) and "https-443" (443)'],
    ['everybody beside a namespace', given => given.addExportTo(ExportScope.everywhere()),
      '\'exportTo\' must be "*" alone, got "shop, *"'],
    ['the own namespace by a second name', given => given.addExportTo(ExportScope.sameNamespace()),
      '\'exportTo\' must not have a namespace twice, got "shop, ." in namespace "shop"'],
  ])('throws for %s', (_, add, message) => {
    expect(() => add(entry({ ...HOST, ports: [ServicePort.https()], exportTo: [ExportScope.namespace('shop')] }))).toThrow(new Error(message));
  });

  test('throws for an endpoint beside selected workloads', () => {
    expect(() => entry({ ...HOST, workloadSelector: { app: 'db' } }).addEndpoint(ServiceEntryEndpoint.ip('10.0.0.1')))
      .toThrow(new Error('\'endpoints\' and \'workloadSelector\' can\'t be combined: leave one of them out'));
  });
});

test('lists are copied in and out, and those of the caller do not change', () => {
  const props = {
    hosts: ['b.example.com', 'a.example.com'],
    ports: [ServicePort.https(), ServicePort.http()],
    addresses: ['10.0.0.2', '10.0.0.1'],
    exportTo: [ExportScope.namespace('b'), ExportScope.namespace('a')],
    subjectAltNames: ['b', 'a'],
  };
  const copy = { ...props, hosts: [...props.hosts], ports: [...props.ports], addresses: [...props.addresses], exportTo: [...props.exportTo] };
  const serviceEntry = entry(props);
  const spec = specOf(serviceEntry);
  expect(props).toEqual(copy);

  props.hosts.push('c.example.com');
  props.ports.pop();
  props.addresses.push('10.0.0.3');
  props.exportTo.pop();
  props.subjectAltNames.push('c');
  serviceEntry.hosts.push('d.example.com');
  serviceEntry.ports.pop();
  serviceEntry.addresses.push('10.0.0.4');
  expect(specOf(serviceEntry)).toEqual(spec);
});

test('the labels of a selector are copied', () => {
  const workloadSelector = { app: 'db' };
  const serviceEntry = entry({ ...HOST, workloadSelector });
  workloadSelector.app = 'web';
  expect(specOf(serviceEntry).workloadSelector).toEqual({ labels: { app: 'db' } });
});

test('a port replaces another port', () => {
  const serviceEntry = entry({ ...HOST, ports: [ServicePort.http(9999)] });
  serviceEntry._replacePort(ServicePort.https(9999));
  serviceEntry._replacePort(ServicePort.https());
  expect(serviceEntry.ports.map(port => port.name)).toEqual(['https-443', 'https-9999']);
});

test('it has the hosts that a Sidecar must import', () => {
  const serviceEntry = entry({ hosts: ['db', 'api.example.com', '*.eu.example.com'], metadata: { namespace: 'egress' } });
  expect(serviceEntry.egressHosts.map(({ value }) => value)).toEqual(['egress/*.eu.example.com', 'egress/api.example.com', 'egress/*']);
});

describe('bad input', () => {
  const NAMES = '\'hosts\' accepts DNS names without scheme, port or path';
  const PART = '\'hosts\' accepts a wildcard only as a whole label, such as "*.example.com"';

  test.each<[host: string, message: string]>([
    ['https://api.example.com', `${NAMES}, got "https://api.example.com"; did you mean "api.example.com"`],
    ['https://api.example.com:443/v1?x=1', `${NAMES}, got "https://api.example.com:443/v1?x=1"; did you mean "api.example.com"`],
    ['https://me:secret@api.example.com/v1', `${NAMES}, got "https://…@api.example.com/v1"; did you mean "api.example.com"`],
    ['https://me:sec/r@et@api.example.com', `${NAMES}, got "https://…@api.example.com"; did you mean "api.example.com"`],
    ['me:secret@api.example.com', `${NAMES}, got "…@api.example.com"; did you mean "api.example.com"`],
    ['secret@api.example.com', `${NAMES}, got "…@api.example.com"; did you mean "api.example.com"`],
    ['https://', `${NAMES}, got "https://"`],
    ['https://*:443', `${NAMES}, got "https://*:443"`],
    ['api.example.com:443', `${NAMES}, got "api.example.com:443"; did you mean "api.example.com"`],
    ['*.example.com:443', `${NAMES}, got "*.example.com:443"; did you mean "*.example.com"`],
    ['api.example.com/v1', `${NAMES}, got "api.example.com/v1"; did you mean "api.example.com"`],
    ['https://10.0.0.1:443', `${NAMES}, got "https://10.0.0.1:443"`],
    ['', `${NAMES}, got ""`],
    ['123', `${NAMES}, got "123"`],
    ['a.123', `${NAMES}, got "a.123"`],
    ['api_1.example.com', `${NAMES}, got "api_1.example.com"`],
    ['api..example.com', `${NAMES}, got "api..example.com"`],
    ['bücher.example', `${NAMES}, got "bücher.example"`],
    ['api.*.example.com', `${NAMES}, got "api.*.example.com"`],
    ['*.*.example.com', `${NAMES}, got "*.*.example.com"`],
    [`${'a'.repeat(64)}.example.com`, `${NAMES}, got "${'a'.repeat(64)}.example.com"`],
    ['[2001:db8::1]', `${NAMES}, got "[2001:db8::1]"`],
    ['10.0.0.1', '\'hosts\' accepts DNS names, got the address "10.0.0.1"; pass it in \'addresses\', with a host name that you choose'],
    ['10.0.0.1.', '\'hosts\' accepts DNS names, got the address "10.0.0.1."; pass it in \'addresses\', with a host name that you choose'],
    ['10.0.0.0/8', '\'hosts\' accepts DNS names, got the address "10.0.0.0/8"; pass it in \'addresses\', with a host name that you choose'],
    ['2001:db8::1', '\'hosts\' accepts DNS names, got the address "2001:db8::1"; pass it in \'addresses\', with a host name that you choose'],
    ['*', '\'hosts\' must not be a wildcard for all hosts, got "*"; use a domain, such as "*.example.com"'],
    ['*.', '\'hosts\' must not be a wildcard for all hosts, got "*."; use a domain, such as "*.example.com"'],
    ['*foo.example.com', `${PART}, got "*foo.example.com"; Envoy would reject the whole listener`],
    ['*-eu.example.com', `${PART}, got "*-eu.example.com"; Envoy would reject the whole listener`],
    ['dt0c01.abc:443', `${NAMES}, got "dt0c01.…:443"; did you mean "dt0c01.…"`],
  ])('"%s" is no host', (host, message) => {
    expect(() => entry({ hosts: [host] })).toThrow(new Error(message));
    expect(() => entry(HOST).addHost(host)).toThrow(new Error(message));
  });

  test.each<[what: string, props: ServiceEntryProps, message: string]>([
    ['no hosts', { hosts: [] }, '\'hosts\' must have at least one host, got "[]"'],
    ['a name among the addresses', { ...HOST, addresses: ['api.example.com'] },
      '\'addresses\' accepts IP addresses and CIDRs, got "api.example.com"; pass names in \'hosts\''],
    ['a prefix that is too long', { ...HOST, addresses: ['10.0.0.0/33'] },
      '\'addresses\' accepts IP addresses and CIDRs, got "10.0.0.0/33"; pass names in \'hosts\''],
    ['a CIDR with a DNS entry', { ...HOST, addresses: ['10.0.0.0/8'], resolution: Resolution.DNS },
      '\'addresses\' accepts a CIDR only with \'resolution\' NONE or STATIC, got "10.0.0.0/8" with DNS; leave \'resolution\' out'],
    ['an empty selector', { ...HOST, workloadSelector: {} },
      '\'workloadSelector\' must not be empty, got "{}"; without labels it would select every workload of the namespace, so leave it out or add a label'],
    ['endpoints beside a selector', { ...HOST, workloadSelector: { app: 'db' }, endpoints: [ServiceEntryEndpoint.ip('10.0.0.1')] },
      '\'endpoints\' and \'workloadSelector\' can\'t be combined: leave one of them out'],
    ['a name that no object has', { ...HOST, metadata: { name: 'API' } },
      '\'metadata.name\' must be lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "API"'],
    ['a namespace that there can\'t be', { ...HOST, metadata: { namespace: 'a.b' } },
      '\'metadata.namespace\' must be lower-case letters, digits and \'-\', 63 characters at most, got "a.b"'],
  ])('%s is refused', (_, props, message) => {
    expect(() => entry(props)).toThrow(new Error(message));
  });
});
