import { Chart, Duration } from 'cdk8s';
import * as library from '../../src';
import { fluxDelivery } from '../wrong-values/sample-constructs';

const {
  ActiveGateCapability, ArgoCdDifference, CommunicationEndpoint, ConnectionInfo, EgressDestination, EgressHost, ExportScope, FeatureFlag,
  LabelSelectorOperator,
  OneAgentEgress, OpenTelemetryProvider, OperatorModule, OtlpSignal, PortProtocol, ResourceDetector, ServiceEntry, ServiceEntryEndpoint, ServicePort,
  TaintEffect, TelemetryProtocol, TolerationOperator, TraceExporter, TracingTag, UnsatisfiableConstraintAction,
} = library;

/** Values for a list, in an order that is not the sorted one. */
interface ListValues {
  readonly values: (chart: Chart) => readonly unknown[];
  /** Why the order has a meaning, and is kept. A list without it is a set: its order must not change the output. */
  readonly ordered?: string;
}

function set(...values: readonly unknown[]): ListValues {
  return { values: () => values };
}

function ordered(reason: string, ...values: readonly unknown[]): ListValues {
  return { values: () => values, ordered: reason };
}

function entries(chart: Chart): readonly unknown[] {
  return ['c', 'a', 'b'].map(name => new ServiceEntry(chart, `Target-${name}`, { hosts: [`${name}.test`], ports: [ServicePort.tls()] }));
}

const TARGETS: ListValues = { values: chart => [...entries(chart), EgressHost.namespace('bank')] };
const HOSTS = set('c.example.com', 'a.example.com', 'b.example.com');
const CIDRS = set('203.0.113.0/24', '10.0.0.0/8', '2001:db8::/32');
const TEXTS = set('c', 'a', 'b');
const PORT_NUMBERS = set(9443, 443, 8443);

/** The order has no meaning for a cluster. It is that of the app, so that a reader finds the items again. */
const KEPT = 'each item is an object of its own, written where the app has it';

const BY_CDK8S = 'cdk8s writes the metadata';

const PROPERTIES: { readonly [name: string]: ListValues } = {
  addresses: set('203.0.113.30', '203.0.113.7', '2001:db8::7'),
  allowedCidrs: CIDRS,
  args: ordered('the program reads its arguments in this order', '--b', '--a', '--c'),
  clusterCidrs: CIDRS,
  capabilities: set(ActiveGateCapability.ROUTING, ActiveGateCapability.DYNATRACE_API, ActiveGateCapability.KUBERNETES_MONITORING),
  cipherSuites: ordered('the proxy prefers the first one that the client has', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256'),
  clusters: ordered(KEPT, { name: 'c', destinationName: 'c', stage: 'dev' }, { name: 'a', destinationName: 'a', stage: 'dev' }, { name: 'b', destinationName: 'b', stage: 'dev' }),
  databases: ordered(KEPT, { id: 'c' }, { id: 'a' }, { id: 'b' }),
  dependsOn: { values: chart => ['c', 'a', 'b'].map(path => fluxDelivery(chart).addKustomization(`on-${path}`, { path })) },
  dependsOnNames: TEXTS,
  destinations: ordered(KEPT, EgressDestination.https('c.example.com'), EgressDestination.http('a.example.com'), EgressDestination.tcp('203.0.113.9', 5432)),
  disabledModules: set(OperatorModule.KSPM, OperatorModule.LOG_MONITORING, OperatorModule.EDGE_CONNECT),
  disabledRules: set(...['sidecar/exact-hosts-only', 'dynakube/old-api-version', 'mesh/egress-unreachable'].map(rule => ({ rule, reason: 'a reason' }))),
  defaultServiceExportTo: set('b', '.', 'a'),
  endpoints: ordered(KEPT, ...['203.0.113.9', '203.0.113.7', '203.0.113.8'].map(ip => ServiceEntryEndpoint.ip(ip))),
  env: ordered('a value can refer to a variable above it', { name: 'C', value: 'a' }, { name: 'A', value: '$(C)' }, { name: 'B', value: '$(A)' }),
  exportTo: set(ExportScope.namespace('c'), ExportScope.namespace('a'), ExportScope.sameNamespace()),
  extensionProviders: {
    values: chart => ['c', 'a', 'b'].map(name => new OpenTelemetryProvider(chart, `Provider-${name}`, { name, exporter: TraceExporter.collector({ namespace: 'a', serviceName: 'b' }) })),
  },
  featureFlags: set(FeatureFlag.nodeImagePull(true), FeatureFlag.automaticInjection(true), FeatureFlag.clusterName('a')),
  finalizers: ordered(BY_CDK8S, 'c', 'a', 'b'),
  hostPatterns: HOSTS,
  hostRestrictions: HOSTS,
  hosts: HOSTS,
  ignoreDifferences: ordered(KEPT, ...['c', 'a', 'b'].map(kind => ArgoCdDifference.of({ kind, jsonPointers: ['/a'] }))),
  imagePullSecrets: TEXTS,
  ingestRuleMatchers: ordered(KEPT, { attribute: 'k8s.pod.name', values: ['a'] }, { attribute: 'k8s.container.name', values: ['a'] }, { attribute: 'k8s.namespace.name', values: ['a'] }),
  ingress: ordered(KEPT, ...[8443, 443, 9443].map(number => ({ port: ServicePort.of({ number, name: `tcp-${number}`, protocol: PortProtocol.TCP }), defaultEndpoint: '127.0.0.1:8080' }))),
  jqPathExpressions: set('.c', '.a', '.b'),
  jsonPointers: set('/c', '/a', '/b'),
  kubernetesApiCidrs: CIDRS,
  managedFieldsManagers: TEXTS,
  mappedHostPaths: set('/c', '/a', '/b'),
  matchExpressions: ordered(KEPT, ...['c', 'a', 'b'].map(key => ({ key, operator: LabelSelectorOperator.EXISTS }))),
  matchLabelKeys: TEXTS,
  monitoring: {
    values: chart => ['c', 'a', 'b'].map(name => new OneAgentEgress(chart, `Monitoring-${name}`, { connectionInfo: ConnectionInfo.fromEndpoints(`https://${name}.example.com/communication`) })),
  },
  names: TEXTS,
  nodeLocalDns: set('169.254.20.12', '169.254.20.10', '169.254.20.11'),
  noProxy: HOSTS,
  noProxyHosts: HOSTS,
  ownerReferences: ordered(BY_CDK8S, ...['c', 'a', 'b'].map(name => ({ apiVersion: 'v1', kind: 'ConfigMap', name, uid: name }))),
  ports: set(ServicePort.tls(9443), ServicePort.tls(443), ServicePort.tls(8443)),
  protocols: set(TelemetryProtocol.OTLP, TelemetryProtocol.JAEGER, TelemetryProtocol.ZIPKIN),
  resourceDetectors: set(ResourceDetector.DYNATRACE, ResourceDetector.ENVIRONMENT),
  retryOn: set('connect-failure', '5xx', 'reset'),
  rollout: ordered('stages follow one after another', 'dev', 'beta', 'alpha'),
  serviceAccounts: TEXTS,
  signals: set(OtlpSignal.TRACES, OtlpSignal.LOGS, OtlpSignal.METRICS),
  subjectAltNames: HOSTS,
  syncOptions: set('C=true', 'A=true', 'B=true'),
  targets: TARGETS,
  tolerations: ordered(KEPT, ...['c', 'a', 'b'].map(key => ({ key, operator: TolerationOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.seconds(3) }))),
  topologySpreadConstraints: ordered(KEPT, ...['c', 'a', 'b'].map(topologyKey => ({ topologyKey, maxSkew: 1, whenUnsatisfiable: UnsatisfiableConstraintAction.DO_NOT_SCHEDULE }))),
  values: TEXTS,
  verifyCertificateHash: set(...['c', 'a', 'b'].map(digit => digit.repeat(64))),
  verifyCertificateSpki: set(...['c', 'a', 'b'].map(digit => `${digit.repeat(43)}=`)),
};

const PASSED_ON = 'it is passed on as it is in the CRD';

/** Lists whose values differ from those of other lists with their name, and rest parameters. */
const FIELDS: { readonly [field: string]: ListValues } = {
  'ActiveGateSpecPassThrough.volumes': ordered(PASSED_ON, { name: 'c' }, { name: 'a' }, { name: 'b' }),
  'ActiveGateSpecPassThrough.volumeMounts': ordered(PASSED_ON, { name: 'c', mountPath: '/c' }, { name: 'a', mountPath: '/a' }),
  'ActiveGateSpecPassThrough.capabilities': ordered(PASSED_ON, 'routing', 'dynatrace-api', 'kubernetes-monitoring'),
  'ActiveGateSpecPassThrough.env': ordered(PASSED_ON, { name: 'C', value: 'a' }, { name: 'A', value: 'a' }),
  'ActiveGateSpecPassThrough.tolerations': ordered(PASSED_ON, { key: 'c', operator: 'Exists' }, { key: 'a', operator: 'Exists' }),
  'ActiveGateSpecPassThrough.topologySpreadConstraints': ordered(PASSED_ON, ...['c', 'a'].map(topologyKey => ({ topologyKey, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }))),
  'EgressGatewayAttributes.ports': PORT_NUMBERS,
  'SidecarProps.hosts': TARGETS,
  'SidecarEgressListenerProps.hosts': TARGETS,
  'TlsOriginationOptions.ports': set(8080, 80, 8081),
  'ConnectionInfo.of.endpoints': set(...['c', 'a', 'b'].map(name => CommunicationEndpoint.parse(`https://${name}.example.com`))),
  'EgressNetworkPolicy#allowEgressTo.targets': TARGETS,
  'FeatureFlag.ignoredNamespaces.patterns': set('^c$', '^a$', '^b$'),
  'FeatureFlag.noProxy.hosts': HOSTS,
  'FluxKustomization#addDependency.kustomizations': { values: chart => ['c', 'a', 'b'].map(path => fluxDelivery(chart).addKustomization(`on-${path}`, { path })) },
  'Mesh#requireEgress.to': set(EgressDestination.https('c.example.com'), EgressDestination.https('a.example.com'), EgressDestination.https('b.example.com')),
  'NamespaceEgress#allowDestinations.destinations': ordered(KEPT, EgressDestination.https('c.example.com'), EgressDestination.https('a.example.com'), EgressDestination.https('b.example.com')),
  'NamespaceEgress#allowEgressTo.targets': TARGETS,
  'OneAgentInjection#useTechnologies.technologies': set('php', 'java', 'nodejs'),
  'ProxyBypass#excludeInboundPorts.ports': PORT_NUMBERS,
  'ProxyBypass#excludeInterfaces.names': set('eth2', 'eth0', 'eth1'),
  'ProxyBypass#excludeOutboundIpRanges.ranges': CIDRS,
  'ProxyBypass#excludeOutboundPorts.ports': PORT_NUMBERS,
  'ProxyBypass#includeInboundPorts.ports': PORT_NUMBERS,
  'ProxyBypass#includeOutboundIpRanges.ranges': CIDRS,
  'ProxyBypass#includeOutboundPorts.ports': PORT_NUMBERS,
  'ProxyBypass#rerouteVirtualInterfaces.names': set('eth2', 'eth0', 'eth1'),
  'ProxySettings#addStatTags.tags': TEXTS,
  'Sidecar#allowEgressTo.targets': TARGETS,
  'SidecarEgressListener#allowEgressTo.targets': TARGETS,
};

/** The values for a list, such as `ServiceEntryProps.hosts`. */
export function listValuesOf(field: string): ListValues | undefined {
  return FIELDS[field] ?? (field.split('.').length === 2 ? PROPERTIES[field.split('.')[1]] : undefined);
}

const PAIRS: { readonly [name: string]: { readonly [key: string]: unknown } } = {
  requests: { 'memory': '1Gi', 'cpu': '1', 'ephemeral-storage': '2Gi' },
  limits: { 'memory': '1Gi', 'cpu': '1', 'ephemeral-storage': '2Gi' },
  customTags: { c: TracingTag.literal('c'), a: TracingTag.literal('a'), b: TracingTag.literal('b') },
  properties: { dataIngestToken: 'c', apiToken: 'a' },
  remoteRefs: { dataIngestToken: { key: 'k', property: 'p' }, apiToken: { key: 'k', property: 'q' } },
  ports: { 'http-c': 1, 'http-a': 2, 'http-b': 3 },
  values: { z: { d: 1, c: [{ y: 1, x: 2 }] }, m: true, n: 'n' },
};

/** Values for a map, in an order that is not the sorted one. */
export function pairsOf(field: string): readonly (readonly [string, unknown])[] {
  return Object.entries(PAIRS[field.split('.').at(-1)!] ?? { c: 'c', a: 'a', b: 'b' });
}
