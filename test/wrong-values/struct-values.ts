import { Duration } from 'cdk8s';
import {
  ArgoCdDifference, CaptureMode, DnsPolicy, EgressHost, H2UpgradePolicy, ImagePullPolicy, IntOrString, LabelSelectorOperator,
  NodeInclusionPolicy, PortProtocol,
  ServicePort, SidecarTlsMode, TaintEffect, TlsProtocolVersion, TolerationOperator, UnsatisfiableConstraintAction,
} from '../../src';

// Structs with all of their properties, each with a value that is right.
export const METADATA = { name: 'name', labels: { app: 'web' }, annotations: { note: 'text' } };
export const RESOURCES = { requests: { cpu: '1' }, limits: { memory: '1Gi' } };
export const TOLERATION = { key: 'a', operator: TolerationOperator.EQUAL, value: 'b', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.seconds(3) };
export const SELECTOR = { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: LabelSelectorOperator.IN, values: ['b'] }] };
export const SPREAD = {
  topologyKey: 'zone',
  maxSkew: 1,
  whenUnsatisfiable: UnsatisfiableConstraintAction.DO_NOT_SCHEDULE,
  labelSelector: SELECTOR,
  matchLabelKeys: ['pod-template-hash'],
  minDomains: 1,
  nodeAffinityPolicy: NodeInclusionPolicy.HONOR,
  nodeTaintsPolicy: NodeInclusionPolicy.HONOR,
};
export const ENV = [{ name: 'A', value: 'b' }, { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } }];
export const IMAGE = { repository: 'example.com/image', tag: '1', pullPolicy: ImagePullPolicy.ALWAYS };
export const TCP = {
  maxConnections: 1,
  connectTimeout: Duration.seconds(1),
  maxConnectionDuration: Duration.seconds(1),
  idleTimeout: Duration.seconds(1),
  tcpKeepalive: { probes: 1, time: Duration.seconds(1), interval: Duration.seconds(1) },
};
export const HTTP = {
  http1MaxPendingRequests: 1,
  http2MaxRequests: 1,
  maxRequestsPerConnection: 1,
  maxRetries: 1,
  maxConcurrentStreams: 1,
  idleTimeout: Duration.seconds(1),
  h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
  useClientProtocol: false,
  http2KeepAlive: { interval: Duration.seconds(2), timeout: Duration.seconds(1) },
};
export const CODE_MODULES = {
  additionalResourceAttributes: { 'example.com/a': 'b' },
  namespaceSelector: SELECTOR,
  codeModulesImage: 'example.com/image:1',
  codeModulesImagePullPolicy: ImagePullPolicy.ALWAYS,
  initResources: RESOURCES,
};
export const DAEMON_SET = {
  image: 'example.com/image:1',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  args: ['--set-host-group=a'],
  env: ENV,
  oneAgentResources: RESOURCES,
  nodeSelector: { a: 'b' },
  tolerations: [TOLERATION],
  labels: { a: 'b' },
  annotations: { a: 'b' },
  dnsPolicy: DnsPolicy.CLUSTER_FIRST,
  priorityClassName: 'high',
  secCompProfile: 'localhost',
  rollingUpdate: { maxUnavailable: IntOrString.percent(10), maxSurge: IntOrString.number(0) },
};
export const API_URL = 'https://abc12345.live.dynatrace.com/api';
export const ENDPOINT = 'https://abc12345.live.dynatrace.com:443/communication';

export const LISTENER = { port: 8443, protocol: PortProtocol.TLS, portName: 'tls', bind: '127.0.0.1', captureMode: CaptureMode.NONE, hosts: [EgressHost.sameNamespace()] };
export const INGRESS = {
  port: ServicePort.of({ number: 8443, name: 'https', protocol: PortProtocol.HTTPS }),
  bind: '0.0.0.0',
  captureMode: CaptureMode.DEFAULT,
  defaultEndpoint: '127.0.0.1:8080',
  tls: {
    mode: SidecarTlsMode.MUTUAL,
    serverCertificate: '/c',
    privateKey: '/k',
    caCertificates: '/ca',
    minProtocolVersion: TlsProtocolVersion.TLSV1_2,
    maxProtocolVersion: TlsProtocolVersion.TLSV1_3,
    cipherSuites: ['ECDHE-RSA-AES128-GCM-SHA256'],
  },
  connectionPool: { tcp: TCP, http: HTTP },
};
export const ARGO_CD = {
  metadata: METADATA,
  repoUrl: 'https://a.test/b.git',
  targetRevision: 'main',
  include: '*.yaml',
  project: 'p',
  automated: true,
  prune: true,
  syncOptions: ['PruneLast=true'],
  ignoreDifferences: [ArgoCdDifference.aksAdmissionsEnforcer()],
  cascadeDelete: true,
};
export const KUSTOMIZATION = {
  metadata: { labels: { a: 'b' }, annotations: { a: 'b' } },
  path: 'dist',
  dependsOnNames: ['istio'],
  prune: true,
  wait: true,
  interval: Duration.minutes(1),
  retryInterval: Duration.minutes(1),
  timeout: Duration.minutes(1),
  serviceAccountName: 'a',
  substitute: { name: 'value' },
};
