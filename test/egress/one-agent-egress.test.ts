import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CommunicationEndpoint, ConnectionInfo, DynaKube, DynaKubeMode, ExportScope, Mesh, OneAgentEgress, OneAgentEgressProps, ProxyBypass, Sidecar,
} from '../../src';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function allow(chart: Chart, endpoints: string, props: OneAgentEgressProps = {}): OneAgentEgress {
  return new OneAgentEgress(chart, 'OneAgentEgress', { connectionInfo: ConnectionInfo.fromEndpoints(endpoints), ...props });
}

/** The objects of an app by kind, namespace and name. */
function objectsOf(app: App): Map<string, unknown> {
  const objects = app.charts.flatMap(chart => Testing.synth(chart));
  return new Map(objects.map(object => [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object]));
}

test('a host name gets one ServiceEntry with all its ports', () => {
  const chart = monitoring();
  allow(chart, 'https://ag.example.com:9999/communication;https://ag.example.com/communication;http://ag.example.com:8080');

  expect(Testing.synth(chart)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "name": "oneagent-ag.example.com",
      "namespace": "dynatrace",
    },
    "spec": {
      "hosts": [
        "ag.example.com",
      ],
      "location": "MESH_EXTERNAL",
      "ports": [
        {
          "name": "https-443",
          "number": 443,
          "protocol": "HTTPS",
        },
        {
          "name": "http-8080",
          "number": 8080,
          "protocol": "HTTP",
        },
        {
          "name": "https-9999",
          "number": 9999,
          "protocol": "HTTPS",
        },
      ],
      "resolution": "DNS",
    },
  },
]
`);
});

test('an IPv4 address gets one ServiceEntry with all its ports, with a host name that does not exist in DNS', () => {
  const chart = monitoring();
  allow(chart, 'https://198.51.100.7:9999/communication;https://198.51.100.7/communication');

  expect(Testing.synth(chart)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "name": "oneagent-198.51.100.7",
      "namespace": "dynatrace",
    },
    "spec": {
      "addresses": [
        "198.51.100.7",
      ],
      "hosts": [
        "198-51-100-7.oneagent.invalid",
      ],
      "location": "MESH_EXTERNAL",
      "ports": [
        {
          "name": "tcp-443",
          "number": 443,
          "protocol": "TCP",
        },
        {
          "name": "tcp-9999",
          "number": 9999,
          "protocol": "TCP",
        },
      ],
      "resolution": "NONE",
    },
  },
]
`);
});

test('an IPv6 address gets the same as an IPv4 address', () => {
  const chart = monitoring();
  allow(chart, 'https://[2001:DB8:0::7]:9999/communication');

  expect(Testing.synth(chart)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "name": "oneagent-2001-db8--7",
      "namespace": "dynatrace",
    },
    "spec": {
      "addresses": [
        "2001:db8::7",
      ],
      "hosts": [
        "2001-db8--7.oneagent.invalid",
      ],
      "location": "MESH_EXTERNAL",
      "ports": [
        {
          "name": "tcp-9999",
          "number": 9999,
          "protocol": "TCP",
        },
      ],
      "resolution": "NONE",
    },
  },
]
`);
});

test('an IP address that is used with http and https on one port needs one TCP port, and is not a finding', () => {
  const chart = monitoring();
  allow(chart, 'https://198.51.100.7:9999;http://198.51.100.7:9999');

  expect(Testing.synth(chart)[0].spec.ports).toEqual([{ name: 'tcp-9999', number: 9999, protocol: 'TCP' }]);
  expect(Mesh.of(chart).findings().filter(({ rule }) => rule === 'one-agent-egress/port-with-and-without-tls')).toEqual([]);
});

test.each([
  'http://ag.example.com:9999;https://ag.example.com:9999',
  'https://ag.example.com:9999;http://ag.example.com:9999',
])('for http and https on one port, TLS is allowed, and a finding names both: %s', endpoints => {
  const chart = monitoring();
  allow(chart, endpoints);

  expect(Testing.synth(chart)[0].spec.ports).toEqual([{ name: 'https-9999', number: 9999, protocol: 'HTTPS' }]);
  expect(Mesh.of(chart).findings().filter(({ rule }) => rule !== 'one-agent-egress/without-workload')).toEqual([{
    rule: 'one-agent-egress/port-with-and-without-tls',
    ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/port-with-and-without-tls.md',
    severity: 'warning',
    source: 'cdk8s-istio-oneagent',
    relatedObjects: [],
    path: 'monitoring/OneAgentEgress',
    message: 'port 9999 of "ag.example.com" is used with TLS and in plain text, "https://ag.example.com:9999" and "http://ag.example.com:9999": the ServiceEntry allows TLS only, and plain text fails; remove one of the two endpoints',
  }]);
});

test('a Service of the cluster is imported, and gets no ServiceEntry', () => {
  const chart = monitoring();
  const oneAgent = allow(chart, 'https://dynakube-activegate.dynatrace.svc:443/communication');
  const shop = new Chart(chart.node.root as App, 'shop', { namespace: 'shop' });
  new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);

  expect(oneAgent.serviceEntries).toEqual([]);
  expect(Testing.synth(chart)).toEqual([]);
  expect(Testing.synth(shop)[0].spec.egress).toEqual([
    { hosts: ['./*', 'dynatrace/dynakube-activegate.dynatrace.svc.cluster.local', 'istio-system/*'] },
  ]);
});

test('the domain of the cluster can be set', () => {
  const oneAgent = allow(monitoring(), 'https://ag.dynatrace.svc:443', { clusterDomain: 'k8s.example' });

  expect(oneAgent.egressHosts.map(({ value }) => value)).toEqual(['dynatrace/ag.dynatrace.svc.k8s.example']);
});

test('the API of the DynaKube is allowed too', () => {
  const chart = monitoring();
  const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: API_URL });
  const oneAgent = new OneAgentEgress(chart, 'OneAgentEgress', { dynakube });

  expect(oneAgent.serviceEntries.map(({ name, hosts, ports }) => [name, hosts, ports.map(port => port.name)])).toEqual([
    ['oneagent-abc12345.live.dynatrace.com', ['abc12345.live.dynatrace.com'], ['https-443']],
  ]);
});

test('a DynaKube of the app lets sidecars start before code modules connect', () => {
  const chart = monitoring();
  const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack() });
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube });

  expect(ApiObject.of(dynakube).toJson().metadata.annotations).toEqual({
    'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000',
  });
});

test('with enableIstio, the operator sets the delay itself', () => {
  const chart = monitoring();
  const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack(), enableIstio: true });
  new OneAgentEgress(chart, 'OneAgentEgress', { dynakube });

  expect(ApiObject.of(dynakube).toJson().metadata.annotations).toBeUndefined();
});

test('VirtualServices are written on request only', () => {
  const chart = monitoring();
  allow(chart, 'https://ag.example.com:9999;http://ag.example.com:8080;https://198.51.100.7', {
    virtualServices: true, exportTo: [ExportScope.namespace('shop')],
  });

  expect(Testing.synth(chart).filter(({ kind }) => kind !== 'ServiceEntry')).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "VirtualService",
    "metadata": {
      "name": "oneagent-ag.example.com",
      "namespace": "dynatrace",
    },
    "spec": {
      "exportTo": [
        "shop",
      ],
      "hosts": [
        "ag.example.com",
      ],
      "http": [
        {
          "match": [
            {
              "port": 8080,
            },
          ],
          "route": [
            {
              "destination": {
                "host": "ag.example.com",
                "port": {
                  "number": 8080,
                },
              },
            },
          ],
        },
      ],
      "tls": [
        {
          "match": [
            {
              "port": 9999,
              "sniHosts": [
                "ag.example.com",
              ],
            },
          ],
          "route": [
            {
              "destination": {
                "host": "ag.example.com",
                "port": {
                  "number": 9999,
                },
              },
            },
          ],
        },
      ],
    },
  },
]
`);
});

test('name prefix, visibility, namespace, labels and annotations of the entries can be set', () => {
  const chart = monitoring();
  allow(chart, 'https://ag.example.com', {
    entryNamePrefix: 'dt-',
    exportTo: [ExportScope.namespace('shop'), ExportScope.sameNamespace()],
    metadata: { namespace: 'egress', labels: { team: 'platform' }, annotations: { note: 'x' } },
  });

  expect(Testing.synth(chart)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "annotations": {
        "note": "x",
      },
      "labels": {
        "team": "platform",
      },
      "name": "dt-ag.example.com",
      "namespace": "egress",
    },
    "spec": {
      "exportTo": [
        ".",
        "shop",
      ],
      "hosts": [
        "ag.example.com",
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

describe('one added ActiveGate', () => {
  const before = 'https://abc12345.live.dynatrace.com;https://ag1.example.com:9999;https://198.51.100.7:9999';

  function synth(endpoints: string): Map<string, unknown> {
    const app = new App();
    const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const oneAgent = allow(chart, endpoints);
    for (const namespace of ['cart', 'shop']) {
      new Sidecar(new Chart(app, namespace, { namespace }), 'Sidecar').allowEgressTo(oneAgent);
    }
    return objectsOf(app);
  }

  function changed(from: Map<string, unknown>, to: Map<string, unknown>): string[] {
    const keys = new Set([...from.keys(), ...to.keys()]);
    return [...keys].filter(key => JSON.stringify(from.get(key)) !== JSON.stringify(to.get(key))).sort();
  }

  test('with a new host name adds one ServiceEntry, and one line to each Sidecar that imports it', () => {
    const [from, to] = [synth(before), synth(`${before};https://ag2.example.com:9999`)];

    expect(changed(from, to)).toEqual(['ServiceEntry dynatrace/oneagent-ag2.example.com', 'Sidecar cart/default', 'Sidecar shop/default']);
    const hostsOf = (objects: Map<string, any>) => objects.get('Sidecar shop/default').spec.egress[0].hosts as string[];
    expect(hostsOf(to).filter(host => host !== 'dynatrace/ag2.example.com')).toEqual(hostsOf(from));
    expect([...to.keys()].filter(key => from.has(key))).toEqual([...from.keys()]);
  });

  test('on another port of a known host changes one ServiceEntry and no Sidecar', () => {
    expect(changed(synth(before), synth(`${before};https://ag1.example.com:443`))).toEqual(['ServiceEntry dynatrace/oneagent-ag1.example.com']);
  });

  test('on another port of a known address changes one ServiceEntry and no Sidecar', () => {
    expect(changed(synth(before), synth(`${before};https://198.51.100.7:443`))).toEqual(['ServiceEntry dynatrace/oneagent-198.51.100.7']);
  });
});

test('a Sidecar also imports what is added later', () => {
  const chart = monitoring();
  const oneAgent = allow(chart, 'https://ag1.example.com');
  const shop = new Chart(chart.node.root as App, 'shop', { namespace: 'shop' });
  new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);
  oneAgent.addEndpoint(CommunicationEndpoint.of({ host: 'ag2.example.com', port: 9999 }));
  oneAgent.addConnectionInfo(ConnectionInfo.fromEndpoints('https://198.51.100.7'));

  expect(Testing.synth(shop)[0].spec.egress).toEqual([{
    hosts: ['./*', 'dynatrace/198-51-100-7.oneagent.invalid', 'dynatrace/ag1.example.com', 'dynatrace/ag2.example.com', 'istio-system/*'],
  }]);
});

describe('bypass', () => {
  function web(chart: Chart): kplus.Deployment {
    return new kplus.Deployment(chart, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
  }

  function annotationsOf(deployment: kplus.Deployment): unknown {
    return ApiObject.of(deployment).toJson().spec.template.metadata.annotations;
  }

  test('excludes endpoints that are IP addresses from the sidecar, including those added later', () => {
    const chart = monitoring();
    const oneAgent = allow(chart, 'https://198.51.100.7:9999;https://ag.example.com');
    const deployment = web(chart);
    oneAgent.bypass(deployment);
    oneAgent.addEndpoint(CommunicationEndpoint.parse('https://[2001:db8::7]:9999'));

    expect(annotationsOf(deployment)).toEqual({ [ProxyBypass.EXCLUDE_OUTBOUND_IP_RANGES]: '198.51.100.7/32,2001:db8::7/128' });
  });

  test('writes no annotation without an address, and is a finding', () => {
    const chart = monitoring();
    const oneAgent = allow(chart, 'https://ag.example.com');
    const deployment = web(chart);
    oneAgent.bypass(deployment);

    expect(annotationsOf(deployment)).toBeUndefined();
    expect(Mesh.of(chart).findings()).toEqual([{
      rule: 'one-agent-egress/bypass-without-address',
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/bypass-without-address.md',
      severity: 'warning',
      source: 'cdk8s-istio-oneagent',
      relatedObjects: [],
      path: 'monitoring/OneAgentEgress',
      message: 'the bypass of "monitoring/Web" has no effect: no endpoint is an IP address, and endpoints with a host name need a ServiceEntry; remove the call of bypass()',
    }]);
  });
});

describe('fails', () => {
  test('without endpoints', () => {
    expect(() => new OneAgentEgress(monitoring(), 'OneAgentEgress', {}))
      .toThrow('OneAgentEgress needs endpoints: pass \'connectionInfo\', \'dynakube\' or both');
  });

  test('at synth if no endpoint was allowed', () => {
    const chart = monitoring();
    const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' });
    new OneAgentEgress(chart, 'OneAgentEgress', { dynakube });

    expect(() => Testing.synth(chart)).toThrow(
      '[monitoring/OneAgentEgress] no endpoint is allowed: pass \'connectionInfo\', or a DynaKube with a known \'apiUrl\'',
    );
  });

  test('on a name for all entries', () => {
    expect(() => allow(monitoring(), 'https://ag.example.com', { metadata: { name: 'x' } }))
      .toThrow('\'metadata.name\' must not be set, because each ServiceEntry is named after its host, got "x"; use \'entryNamePrefix\'');
  });

  test('on a prefix that is not the start of an object name', () => {
    expect(() => allow(monitoring(), 'https://ag.example.com', { entryNamePrefix: 'One_' }))
      .toThrow('\'entryNamePrefix\' must be the start of an object name (lower-case letters, digits, \'-\' and \'.\'), got "One_"');
  });

  test('on two endpoints whose entries need the same name', () => {
    expect(() => allow(monitoring(), 'https://[2001:db8::7];https://2001-db8--7')).toThrow(
      'the endpoints "2001-db8--7" and "2001:db8::7" need two ServiceEntries with the same name "oneagent-2001-db8--7"; pass one of them to another OneAgentEgress with its own \'entryNamePrefix\'',
    );
  });

  test('if the namespace is not known', () => {
    const chart = new Chart(new App(), 'monitoring');
    expect(() => allow(chart, 'https://ag.example.com')).toThrow(
      '"monitoring/OneAgentEgress/ag.example.com" has no namespace: set \'namespace\' of its chart or \'metadata.namespace\' of the construct',
    );
  });
});
