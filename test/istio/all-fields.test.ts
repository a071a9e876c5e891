import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import { fieldsOfKind, fieldsSetIn } from './field-paths';
import {
  CaptureMode, EgressHost, ExportScope, H2UpgradePolicy, Location, OutboundTrafficPolicy, PortProtocol, Resolution, ServiceEntry,
  ServiceEntryEndpoint, ServicePort, Sidecar, SidecarTlsMode, TlsProtocolVersion,
} from '../../src';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop', labels: { team: 'shop' } });
}

function specOf(resource: ServiceEntry | Sidecar): unknown {
  return ApiObject.of(resource).toJson().spec;
}

const POOL = {
  tcp: {
    maxConnections: 1,
    connectTimeout: Duration.seconds(2),
    maxConnectionDuration: Duration.seconds(3),
    idleTimeout: Duration.seconds(4),
    tcpKeepalive: { probes: 5, time: Duration.seconds(6), interval: Duration.seconds(7) },
  },
  http: {
    http1MaxPendingRequests: 8,
    http2MaxRequests: 9,
    maxRequestsPerConnection: 10,
    maxRetries: 11,
    maxConcurrentStreams: 12,
    idleTimeout: Duration.seconds(13),
    h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
    useClientProtocol: false,
    http2KeepAlive: { interval: Duration.seconds(14), timeout: Duration.seconds(15) },
  },
};

test('every field of a ServiceEntry', () => {
  const shop = chart();
  const all = new ServiceEntry(shop, 'Entry', {
    metadata: { name: 'entry', namespace: 'egress', labels: { app: 'web' }, annotations: { 'istio.io/connect-strategy': 'RACE_FIRST_TCP_CONNECT' } },
    hosts: ['b.example.com', 'a.example.com'],
    ports: [ServicePort.of({ number: 443, protocol: PortProtocol.TLS, name: 'tls', targetPort: 8443 }), ServicePort.http()],
    addresses: ['2001:db8::1', '10.0.0.1', '10.1.0.0/16'],
    location: Location.MESH_INTERNAL,
    resolution: Resolution.STATIC,
    endpoints: [
      ServiceEntryEndpoint.ip('10.2.0.1', {
        ports: { tls: 9443 }, labels: { version: 'v1' }, network: 'vm', locality: 'eu/west/1', weight: 1, serviceAccount: 'db',
      }),
      ServiceEntryEndpoint.network('vm'),
    ],
    exportTo: [ExportScope.namespace('bank'), ExportScope.sameNamespace()],
    subjectAltNames: ['spiffe://cluster.local/ns/db/sa/db'],
  });

  expect(Testing.synth(shop)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": {
      "annotations": {
        "istio.io/connect-strategy": "RACE_FIRST_TCP_CONNECT",
      },
      "labels": {
        "app": "web",
        "team": "shop",
      },
      "name": "entry",
      "namespace": "egress",
    },
    "spec": {
      "addresses": [
        "10.0.0.1",
        "10.1.0.0/16",
        "2001:db8::1",
      ],
      "endpoints": [
        {
          "address": "10.2.0.1",
          "labels": {
            "version": "v1",
          },
          "locality": "eu/west/1",
          "network": "vm",
          "ports": {
            "tls": 9443,
          },
          "serviceAccount": "db",
          "weight": 1,
        },
        {
          "network": "vm",
        },
      ],
      "exportTo": [
        ".",
        "bank",
      ],
      "hosts": [
        "a.example.com",
        "b.example.com",
      ],
      "location": "MESH_INTERNAL",
      "ports": [
        {
          "name": "http-80",
          "number": 80,
          "protocol": "HTTP",
        },
        {
          "name": "tls",
          "number": 443,
          "protocol": "TLS",
          "targetPort": 8443,
        },
      ],
      "resolution": "STATIC",
      "subjectAltNames": [
        "spiffe://cluster.local/ns/db/sa/db",
      ],
    },
  },
]
`);

  const selecting = new ServiceEntry(shop, 'Selecting', { hosts: ['api.example.com'], workloadSelector: { app: 'db' } });
  expect(fieldsSetIn('ServiceEntry', [specOf(all), specOf(selecting)])).toEqual(fieldsOfKind('ServiceEntry'));
});

test('every field of a Sidecar', () => {
  const shop = chart();
  const sidecar = new Sidecar(shop, 'Sidecar', {
    metadata: { name: 'web' },
    workloadSelector: { app: 'web' },
    hosts: [EgressHost.sameNamespace()],
    bind: '127.0.0.1',
    captureMode: CaptureMode.IPTABLES,
    outboundTrafficPolicy: OutboundTrafficPolicy.egressProxy({ host: 'proxy.egress.svc.cluster.local', port: 8080, subset: 'v1' }),
    ingress: [{
      port: ServicePort.https(8443),
      bind: '10.0.0.1',
      captureMode: CaptureMode.NONE,
      defaultEndpoint: '127.0.0.1:8080',
      tls: {
        mode: SidecarTlsMode.MUTUAL,
        serverCertificate: '/etc/certs/cert.pem',
        privateKey: '/etc/certs/key.pem',
        caCertificates: '/etc/certs/ca.pem',
        caCrl: '/etc/certs/crl.pem',
        minProtocolVersion: TlsProtocolVersion.TLSV1_2,
        maxProtocolVersion: TlsProtocolVersion.TLSV1_3,
        cipherSuites: ['ECDHE-RSA-AES256-GCM-SHA384'],
        verifyCertificateHash: ['00'],
        verifyCertificateSpki: ['AA=='],
      },
      connectionPool: POOL,
    }],
    inboundConnectionPool: POOL,
  });
  sidecar.addEgressListener({
    port: 9999, protocol: PortProtocol.TCP, portName: 'db', bind: '127.0.0.2', captureMode: CaptureMode.DEFAULT, hosts: [EgressHost.namespace('db')],
  });

  expect(Testing.synth(shop)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "networking.istio.io/v1",
    "kind": "Sidecar",
    "metadata": {
      "labels": {
        "team": "shop",
      },
      "name": "web",
      "namespace": "shop",
    },
    "spec": {
      "egress": [
        {
          "bind": "127.0.0.2",
          "captureMode": "DEFAULT",
          "hosts": [
            "db/*",
          ],
          "port": {
            "name": "db",
            "number": 9999,
            "protocol": "TCP",
          },
        },
        {
          "bind": "127.0.0.1",
          "captureMode": "IPTABLES",
          "hosts": [
            "./*",
          ],
        },
      ],
      "inboundConnectionPool": {
        "http": {
          "h2UpgradePolicy": "UPGRADE",
          "http1MaxPendingRequests": 8,
          "http2KeepAlive": {
            "interval": "14s",
            "timeout": "15s",
          },
          "http2MaxRequests": 9,
          "idleTimeout": "13s",
          "maxConcurrentStreams": 12,
          "maxRequestsPerConnection": 10,
          "maxRetries": 11,
          "useClientProtocol": false,
        },
        "tcp": {
          "connectTimeout": "2s",
          "idleTimeout": "4s",
          "maxConnectionDuration": "3s",
          "maxConnections": 1,
          "tcpKeepalive": {
            "interval": "7s",
            "probes": 5,
            "time": "6s",
          },
        },
      },
      "ingress": [
        {
          "bind": "10.0.0.1",
          "captureMode": "NONE",
          "connectionPool": {
            "http": {
              "h2UpgradePolicy": "UPGRADE",
              "http1MaxPendingRequests": 8,
              "http2KeepAlive": {
                "interval": "14s",
                "timeout": "15s",
              },
              "http2MaxRequests": 9,
              "idleTimeout": "13s",
              "maxConcurrentStreams": 12,
              "maxRequestsPerConnection": 10,
              "maxRetries": 11,
              "useClientProtocol": false,
            },
            "tcp": {
              "connectTimeout": "2s",
              "idleTimeout": "4s",
              "maxConnectionDuration": "3s",
              "maxConnections": 1,
              "tcpKeepalive": {
                "interval": "7s",
                "probes": 5,
                "time": "6s",
              },
            },
          },
          "defaultEndpoint": "127.0.0.1:8080",
          "port": {
            "name": "https-8443",
            "number": 8443,
            "protocol": "HTTPS",
          },
          "tls": {
            "caCertificates": "/etc/certs/ca.pem",
            "caCrl": "/etc/certs/crl.pem",
            "cipherSuites": [
              "ECDHE-RSA-AES256-GCM-SHA384",
            ],
            "maxProtocolVersion": "TLSV1_3",
            "minProtocolVersion": "TLSV1_2",
            "mode": "MUTUAL",
            "privateKey": "/etc/certs/key.pem",
            "serverCertificate": "/etc/certs/cert.pem",
            "verifyCertificateHash": [
              "00",
            ],
            "verifyCertificateSpki": [
              "AA==",
            ],
          },
        },
      ],
      "outboundTrafficPolicy": {
        "egressProxy": {
          "host": "proxy.egress.svc.cluster.local",
          "port": {
            "number": 8080,
          },
          "subset": "v1",
        },
        "mode": "ALLOW_ANY",
      },
      "workloadSelector": {
        "labels": {
          "app": "web",
        },
      },
    },
  },
]
`);
  // What istiod refuses in a Sidecar, and what only gateways read, is not offered.
  const notOffered = [
    'spec.egress[].port.targetPort', 'spec.ingress[].port.targetPort',
    ...[
      'caCertCredentialName', 'credentialName', 'credentialNames[]', 'httpsRedirect', 'insecureSkipVerify', 'subjectAltNames[]',
      'tlsCertificates[].caCertificates', 'tlsCertificates[].privateKey', 'tlsCertificates[].serverCertificate',
    ].map(field => `spec.ingress[].tls.${field}`),
  ];
  expect(fieldsSetIn('Sidecar', [specOf(sidecar)])).toEqual(fieldsOfKind('Sidecar').filter(path => !notOffered.includes(path)));
});
