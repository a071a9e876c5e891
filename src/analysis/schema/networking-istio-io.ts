// Written by projenrc/generate-schemas.ts from crds/networking.istio.io.yaml, not by hand.
import type { SchemaNode } from './schema-node';

const intervalNode: SchemaNode = { type: 'string', rules: ["duration(self) >= duration('1ms')"] };
const connectionPoolNode: SchemaNode = {
  type: 'object',
  properties: {
    http: {
      type: 'object',
      properties: {
        h2UpgradePolicy: { type: 'string', enum: ['DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'] },
        http1MaxPendingRequests: { type: 'integer', format: 'int32' },
        http2KeepAlive: { type: 'object', properties: { interval: intervalNode, timeout: intervalNode } },
        http2MaxRequests: { type: 'integer', format: 'int32' },
        idleTimeout: intervalNode,
        maxConcurrentStreams: { type: 'integer', format: 'int32' },
        maxRequestsPerConnection: { type: 'integer', format: 'int32' },
        maxRetries: { type: 'integer', format: 'int32' },
        useClientProtocol: { type: 'boolean' },
      },
    },
    tcp: {
      type: 'object',
      properties: {
        connectTimeout: intervalNode,
        idleTimeout: { type: 'string' },
        maxConnectionDuration: intervalNode,
        maxConnections: { type: 'integer', format: 'int32' },
        tcpKeepalive: {
          type: 'object',
          properties: { interval: intervalNode, probes: { type: 'integer', minimum: 0, maximum: 4294967295 }, time: intervalNode },
        },
      },
    },
  },
};
const failoverNode: SchemaNode = { type: 'array', items: { type: 'object', properties: { from: { type: 'string' }, to: { type: 'string' } } } };
const minimumPercentNode: SchemaNode = { type: 'number', format: 'double', nullable: true, minimum: 0, maximum: 100 };
const loadBalancerNode: SchemaNode = {
  type: 'object',
  oneOf: [
    { not: { anyOf: [{ required: ['simple'] }, { required: ['consistentHash'] }] } },
    { required: ['simple'] },
    { required: ['consistentHash'] },
  ],
  properties: {
    consistentHash: {
      type: 'object',
      allOf: [
        {
          oneOf: [
            {
              not: {
                anyOf: [
                  { required: ['httpHeaderName'] },
                  { required: ['httpCookie'] },
                  { required: ['useSourceIp'] },
                  { required: ['httpQueryParameterName'] },
                ],
              },
            },
            { required: ['httpHeaderName'] },
            { required: ['httpCookie'] },
            { required: ['useSourceIp'] },
            { required: ['httpQueryParameterName'] },
          ],
        },
        { oneOf: [{ not: { anyOf: [{ required: ['ringHash'] }, { required: ['maglev'] }] } }, { required: ['ringHash'] }, { required: ['maglev'] }] },
      ],
      properties: {
        httpCookie: {
          type: 'object',
          required: ['name'],
          properties: {
            attributes: {
              type: 'array',
              items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, value: { type: 'string' } } },
            },
            name: { type: 'string' },
            path: { type: 'string' },
            ttl: { type: 'string' },
          },
        },
        httpHeaderName: { type: 'string' },
        httpQueryParameterName: { type: 'string' },
        maglev: { type: 'object', properties: { tableSize: { type: 'integer', minimum: 0 } } },
        minimumRingSize: { type: 'integer', minimum: 0 },
        ringHash: { type: 'object', properties: { minimumRingSize: { type: 'integer', minimum: 0 } } },
        useSourceIp: { type: 'boolean' },
      },
    },
    localityLbSetting: {
      type: 'object',
      properties: {
        distribute: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              from: { type: 'string' },
              to: { type: 'object', additionalProperties: { type: 'integer', minimum: 0, maximum: 4294967295 } },
            },
          },
        },
        enabled: { type: 'boolean', nullable: true },
        failover: failoverNode,
        failoverPriority: { type: 'array', items: { type: 'string' } },
      },
    },
    simple: { type: 'string', enum: ['UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'] },
    warmup: {
      type: 'object',
      required: ['duration'],
      properties: {
        aggression: { type: 'number', format: 'double', nullable: true, minimum: 0 },
        duration: intervalNode,
        minimumPercent: minimumPercentNode,
      },
    },
    warmupDurationSecs: intervalNode,
    zoneAwareLbSetting: {
      type: 'object',
      properties: {
        enabled: { type: 'boolean', nullable: true },
        failover: failoverNode,
        failoverPriority: { type: 'array', items: { type: 'string' } },
        minClusterSize: { type: 'integer', nullable: true, minimum: 1, maximum: 4294967295 },
      },
    },
  },
};
const consecutive5xxErrorsNode: SchemaNode = { type: 'integer', nullable: true, minimum: 0, maximum: 4294967295 };
const outlierDetectionNode: SchemaNode = {
  type: 'object',
  properties: {
    baseEjectionTime: intervalNode,
    consecutive5xxErrors: consecutive5xxErrorsNode,
    consecutiveErrors: { type: 'integer', format: 'int32' },
    consecutiveGatewayErrors: consecutive5xxErrorsNode,
    consecutiveLocalOriginFailures: consecutive5xxErrorsNode,
    interval: intervalNode,
    maxEjectionPercent: { type: 'integer', format: 'int32' },
    minHealthPercent: { type: 'integer', format: 'int32' },
    outlierDetectionHttpErrorCodes: { type: 'array', items: { type: 'integer', minimum: 100, maximum: 599 } },
    splitExternalLocalOriginErrors: { type: 'boolean' },
  },
};
const portNode: SchemaNode = { type: 'object', properties: { number: { type: 'integer', minimum: 0, maximum: 4294967295 } } };
const tlsNode: SchemaNode = {
  type: 'object',
  properties: {
    caCertificates: { type: 'string' },
    caCrl: { type: 'string' },
    clientCertificate: { type: 'string' },
    credentialName: { type: 'string' },
    insecureSkipVerify: { type: 'boolean', nullable: true },
    mode: { type: 'string', enum: ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] },
    privateKey: { type: 'string' },
    sni: { type: 'string' },
    subjectAltNames: { type: 'array', items: { type: 'string' } },
  },
};
const trafficPolicyNode: SchemaNode = {
  type: 'object',
  properties: {
    connectionPool: connectionPoolNode,
    loadBalancer: loadBalancerNode,
    outlierDetection: outlierDetectionNode,
    portLevelSettings: {
      type: 'array',
      maxItems: 4096,
      items: {
        type: 'object',
        properties: {
          connectionPool: connectionPoolNode,
          loadBalancer: loadBalancerNode,
          outlierDetection: outlierDetectionNode,
          port: portNode,
          tls: tlsNode,
        },
      },
    },
    proxyProtocol: { type: 'object', properties: { version: { type: 'string', enum: ['V1', 'V2'] } } },
    retryBudget: {
      type: 'object',
      properties: {
        budgetInterval: { type: 'string' },
        minRetryConcurrency: { type: 'integer', minimum: 0, maximum: 4294967295 },
        percent: minimumPercentNode,
      },
    },
    tls: tlsNode,
    tunnel: {
      type: 'object',
      required: ['targetHost', 'targetPort'],
      properties: { protocol: { type: 'string' }, targetHost: { type: 'string' }, targetPort: { type: 'integer', minimum: 0, maximum: 4294967295 } },
    },
  },
};
const matchLabelsNode: SchemaNode = { type: 'string', maxLength: 63, rules: ['!self.contains("*")'] };
const workloadSelectorNode: SchemaNode = {
  type: 'object',
  properties: {
    matchLabels: {
      type: 'object',
      maxProperties: 4096,
      rules: ['self.all(key, !key.contains("*"))', 'self.all(key, key.size() != 0)'],
      additionalProperties: matchLabelsNode,
    },
  },
};
const maxProtocolVersionNode: SchemaNode = { type: 'string', enum: ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'] };
const tlsNode2: SchemaNode = {
  type: 'object',
  rules: [
    '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1',
    '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1',
    '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1',
  ],
  properties: {
    caCertCredentialName: { type: 'string' },
    caCertificates: { type: 'string' },
    caCrl: { type: 'string' },
    cipherSuites: { type: 'array', items: { type: 'string' } },
    credentialName: { type: 'string' },
    credentialNames: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string' } },
    httpsRedirect: { type: 'boolean' },
    insecureSkipVerify: { type: 'boolean', nullable: true },
    maxProtocolVersion: maxProtocolVersionNode,
    minProtocolVersion: maxProtocolVersionNode,
    mode: { type: 'string', enum: ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'] },
    privateKey: { type: 'string' },
    serverCertificate: { type: 'string' },
    subjectAltNames: { type: 'array', items: { type: 'string' } },
    tlsCertificates: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: {
        type: 'object',
        properties: { caCertificates: { type: 'string' }, privateKey: { type: 'string' }, serverCertificate: { type: 'string' } },
      },
    },
    verifyCertificateHash: { type: 'array', items: { type: 'string' } },
    verifyCertificateSpki: { type: 'array', items: { type: 'string' } },
  },
};
const portsNode: SchemaNode = { type: 'integer', minimum: 0, maximum: 4294967295, rules: ['0 < self && self <= 65535'] };
const workloadSelectorNode2: SchemaNode = {
  type: 'object',
  properties: { labels: { type: 'object', maxProperties: 256, additionalProperties: matchLabelsNode } },
};
const portNode2: SchemaNode = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    number: { type: 'integer', minimum: 0, maximum: 4294967295 },
    protocol: { type: 'string' },
    targetPort: { type: 'integer', minimum: 0, maximum: 4294967295 },
  },
};
const egressProxyNode: SchemaNode = {
  type: 'object',
  required: ['host'],
  properties: { host: { type: 'string' }, port: portNode, subset: { type: 'string' } },
};
const allowOriginsNode: SchemaNode = {
  type: 'object',
  oneOf: [
    { not: { anyOf: [{ required: ['exact'] }, { required: ['prefix'] }, { required: ['regex'] }] } },
    { required: ['exact'] },
    { required: ['prefix'] },
    { required: ['regex'] },
  ],
  properties: { exact: { type: 'string' }, prefix: { type: 'string' }, regex: { type: 'string' } },
};
const percentageNode: SchemaNode = { type: 'object', properties: { value: { type: 'number', format: 'double' } } };
const requestNode: SchemaNode = {
  type: 'object',
  properties: {
    add: { type: 'object', additionalProperties: { type: 'string' } },
    remove: { type: 'array', items: { type: 'string' } },
    set: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const headersNode: SchemaNode = { type: 'object', properties: { request: requestNode, response: requestNode } };
const headersNode2: SchemaNode = { type: 'object', additionalProperties: allowOriginsNode };
const routeNode: SchemaNode = {
  type: 'array',
  items: { type: 'object', required: ['destination'], properties: { destination: egressProxyNode, weight: { type: 'integer', format: 'int32' } } },
};

/** The schemas of networking.istio.io, by API group, version and kind. */
export const NETWORKING_ISTIO_IO_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'networking.istio.io/v1/DestinationRule': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['host'],
        properties: {
          exportTo: { type: 'array', items: { type: 'string' } },
          host: { type: 'string' },
          subsets: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                labels: { type: 'object', additionalProperties: { type: 'string' } },
                name: { type: 'string' },
                trafficPolicy: trafficPolicyNode,
              },
            },
          },
          trafficPolicy: trafficPolicyNode,
          workloadSelector: workloadSelectorNode,
        },
      },
    },
  },
  'networking.istio.io/v1/Gateway': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          selector: { type: 'object', additionalProperties: { type: 'string' } },
          servers: {
            type: 'array',
            items: {
              type: 'object',
              required: ['hosts', 'port'],
              properties: {
                bind: { type: 'string' },
                defaultEndpoint: { type: 'string' },
                hosts: { type: 'array', items: { type: 'string' } },
                name: { type: 'string' },
                port: {
                  type: 'object',
                  required: ['name', 'number', 'protocol'],
                  properties: {
                    name: { type: 'string' },
                    number: { type: 'integer', minimum: 0, maximum: 4294967295 },
                    protocol: { type: 'string' },
                    targetPort: { type: 'integer', minimum: 0, maximum: 4294967295 },
                  },
                },
                tls: tlsNode2,
              },
            },
          },
        },
      },
    },
  },
  'networking.istio.io/v1beta1/ProxyConfig': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          concurrency: { type: 'integer', format: 'int32', nullable: true, minimum: 0 },
          environmentVariables: { type: 'object', additionalProperties: { type: 'string', maxLength: 2048 } },
          image: { type: 'object', properties: { imageType: { type: 'string' } } },
          selector: workloadSelectorNode,
        },
      },
    },
  },
  'networking.istio.io/v1/ServiceEntry': {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        required: ['hosts'],
        rules: [
          '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1',
          '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))',
          '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true',
          '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true',
        ],
        properties: {
          addresses: { type: 'array', maxItems: 256, items: { type: 'string', maxLength: 64 } },
          endpoints: {
            type: 'array',
            maxItems: 4096,
            items: {
              type: 'object',
              rules: [
                'has(self.address) || has(self.network)',
                '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true',
              ],
              properties: {
                address: {
                  type: 'string',
                  maxLength: 256,
                  rules: [
                    'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true',
                    'self.startsWith("unix://") ? !self.endsWith("/") : true',
                  ],
                },
                labels: { type: 'object', maxProperties: 256, additionalProperties: { type: 'string' } },
                locality: { type: 'string', maxLength: 2048 },
                network: { type: 'string', maxLength: 2048 },
                ports: {
                  type: 'object',
                  maxProperties: 128,
                  rules: ['self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))'],
                  additionalProperties: portsNode,
                },
                serviceAccount: { type: 'string', maxLength: 253 },
                weight: { type: 'integer', minimum: 0, maximum: 4294967295 },
              },
            },
          },
          exportTo: { type: 'array', items: { type: 'string' } },
          hosts: { type: 'array', minItems: 1, maxItems: 256, items: { type: 'string', rules: ['self != "*"'] } },
          location: { type: 'string', enum: ['MESH_EXTERNAL', 'MESH_INTERNAL'] },
          ports: {
            type: 'array',
            listType: 'map',
            listMapKeys: ['name'],
            maxItems: 256,
            rules: ['self.all(l1, self.exists_one(l2, l1.number == l2.number))'],
            items: {
              type: 'object',
              required: ['name', 'number'],
              properties: {
                name: { type: 'string', maxLength: 256 },
                number: portsNode,
                protocol: { type: 'string', maxLength: 256 },
                targetPort: portsNode,
              },
            },
          },
          resolution: { type: 'string', enum: ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'] },
          subjectAltNames: { type: 'array', items: { type: 'string' } },
          workloadSelector: workloadSelectorNode2,
        },
      },
    },
  },
  'networking.istio.io/v1/Sidecar': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          egress: {
            type: 'array',
            items: {
              type: 'object',
              required: ['hosts'],
              properties: {
                bind: { type: 'string' },
                captureMode: { type: 'string', enum: ['DEFAULT', 'IPTABLES', 'NONE'] },
                hosts: { type: 'array', items: { type: 'string' } },
                port: portNode2,
              },
            },
          },
          inboundConnectionPool: connectionPoolNode,
          ingress: {
            type: 'array',
            items: {
              type: 'object',
              required: ['port'],
              properties: {
                bind: { type: 'string' },
                captureMode: { type: 'string', enum: ['DEFAULT', 'IPTABLES', 'NONE'] },
                connectionPool: connectionPoolNode,
                defaultEndpoint: { type: 'string' },
                port: portNode2,
                tls: tlsNode2,
              },
            },
          },
          outboundTrafficPolicy: {
            type: 'object',
            properties: { egressProxy: egressProxyNode, mode: { type: 'string', enum: ['REGISTRY_ONLY', 'ALLOW_ANY'] } },
          },
          workloadSelector: workloadSelectorNode2,
        },
      },
    },
  },
  'networking.istio.io/v1/VirtualService': {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          exportTo: { type: 'array', items: { type: 'string' } },
          gateways: { type: 'array', items: { type: 'string' } },
          hosts: { type: 'array', items: { type: 'string' } },
          http: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                corsPolicy: {
                  type: 'object',
                  properties: {
                    allowCredentials: { type: 'boolean', nullable: true },
                    allowHeaders: { type: 'array', items: { type: 'string' } },
                    allowMethods: { type: 'array', items: { type: 'string' } },
                    allowOrigin: { type: 'array', items: { type: 'string' } },
                    allowOrigins: { type: 'array', items: allowOriginsNode },
                    exposeHeaders: { type: 'array', items: { type: 'string' } },
                    maxAge: intervalNode,
                    unmatchedPreflights: { type: 'string', enum: ['UNSPECIFIED', 'FORWARD', 'IGNORE'] },
                  },
                },
                delegate: { type: 'object', properties: { name: { type: 'string' }, namespace: { type: 'string' } } },
                directResponse: {
                  type: 'object',
                  required: ['status'],
                  properties: {
                    body: {
                      type: 'object',
                      oneOf: [
                        { not: { anyOf: [{ required: ['string'] }, { required: ['bytes'] }] } },
                        { required: ['string'] },
                        { required: ['bytes'] },
                      ],
                      properties: { bytes: { type: 'string', format: 'byte' }, string: { type: 'string' } },
                    },
                    status: { type: 'integer', minimum: 0, maximum: 4294967295 },
                  },
                },
                fault: {
                  type: 'object',
                  properties: {
                    abort: {
                      type: 'object',
                      oneOf: [
                        { not: { anyOf: [{ required: ['httpStatus'] }, { required: ['grpcStatus'] }, { required: ['http2Error'] }] } },
                        { required: ['httpStatus'] },
                        { required: ['grpcStatus'] },
                        { required: ['http2Error'] },
                      ],
                      properties: {
                        grpcStatus: { type: 'string' },
                        http2Error: { type: 'string' },
                        httpStatus: { type: 'integer', format: 'int32' },
                        percentage: percentageNode,
                      },
                    },
                    delay: {
                      type: 'object',
                      oneOf: [
                        { not: { anyOf: [{ required: ['fixedDelay'] }, { required: ['exponentialDelay'] }] } },
                        { required: ['fixedDelay'] },
                        { required: ['exponentialDelay'] },
                      ],
                      properties: {
                        exponentialDelay: intervalNode,
                        fixedDelay: intervalNode,
                        percent: { type: 'integer', format: 'int32' },
                        percentage: percentageNode,
                      },
                    },
                  },
                },
                headers: headersNode,
                match: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      authority: allowOriginsNode,
                      gateways: { type: 'array', items: { type: 'string' } },
                      headers: headersNode2,
                      ignoreUriCase: { type: 'boolean' },
                      method: allowOriginsNode,
                      name: { type: 'string' },
                      port: { type: 'integer', minimum: 0, maximum: 4294967295 },
                      queryParams: headersNode2,
                      scheme: allowOriginsNode,
                      sourceLabels: { type: 'object', additionalProperties: { type: 'string' } },
                      sourceNamespace: { type: 'string' },
                      statPrefix: { type: 'string' },
                      uri: allowOriginsNode,
                      withoutHeaders: headersNode2,
                    },
                  },
                },
                mirror: egressProxyNode,
                mirrorPercent: consecutive5xxErrorsNode,
                mirrorPercentage: percentageNode,
                mirror_percent: consecutive5xxErrorsNode,
                mirrors: {
                  type: 'array',
                  items: { type: 'object', required: ['destination'], properties: { destination: egressProxyNode, percentage: percentageNode } },
                },
                name: { type: 'string' },
                redirect: {
                  type: 'object',
                  oneOf: [
                    { not: { anyOf: [{ required: ['port'] }, { required: ['derivePort'] }] } },
                    { required: ['port'] },
                    { required: ['derivePort'] },
                  ],
                  properties: {
                    authority: { type: 'string' },
                    derivePort: { type: 'string', enum: ['FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'] },
                    port: { type: 'integer', minimum: 0, maximum: 4294967295 },
                    prefixRewrite: { type: 'string' },
                    redirectCode: { type: 'integer', minimum: 0, maximum: 4294967295 },
                    scheme: { type: 'string' },
                    uri: { type: 'string' },
                  },
                },
                retries: {
                  type: 'object',
                  properties: {
                    attempts: { type: 'integer', format: 'int32' },
                    backoff: intervalNode,
                    perTryTimeout: intervalNode,
                    retryIgnorePreviousHosts: { type: 'boolean', nullable: true },
                    retryOn: { type: 'string' },
                    retryRemoteLocalities: { type: 'boolean', nullable: true },
                  },
                },
                rewrite: {
                  type: 'object',
                  properties: {
                    authority: { type: 'string' },
                    uri: { type: 'string' },
                    uriRegexRewrite: { type: 'object', properties: { match: { type: 'string' }, rewrite: { type: 'string' } } },
                  },
                },
                route: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['destination'],
                    properties: { destination: egressProxyNode, headers: headersNode, weight: { type: 'integer', format: 'int32' } },
                  },
                },
                timeout: intervalNode,
              },
            },
          },
          tcp: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                match: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      destinationSubnets: { type: 'array', items: { type: 'string' } },
                      gateways: { type: 'array', items: { type: 'string' } },
                      port: { type: 'integer', minimum: 0, maximum: 4294967295 },
                      sourceLabels: { type: 'object', additionalProperties: { type: 'string' } },
                      sourceNamespace: { type: 'string' },
                      sourceSubnet: { type: 'string' },
                    },
                  },
                },
                route: routeNode,
              },
            },
          },
          tls: {
            type: 'array',
            items: {
              type: 'object',
              required: ['match'],
              properties: {
                match: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['sniHosts'],
                    properties: {
                      destinationSubnets: { type: 'array', items: { type: 'string' } },
                      gateways: { type: 'array', items: { type: 'string' } },
                      port: { type: 'integer', minimum: 0, maximum: 4294967295 },
                      sniHosts: { type: 'array', items: { type: 'string' } },
                      sourceLabels: { type: 'object', additionalProperties: { type: 'string' } },
                      sourceNamespace: { type: 'string' },
                    },
                  },
                },
                route: routeNode,
              },
            },
          },
        },
      },
    },
  },
};
