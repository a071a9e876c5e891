/** Objects of a page as plain data, which a cure changes. */
export type Objects = any[];

/** A remedy that the message of a rule names, and the change that it asks for in the incorrect example of the rule's page. */
export interface Cure {
  /** The words of the message. The test fails if the message no longer has them. */
  readonly words: string;
  /** Changes the objects of the example. */
  readonly apply: (objects: Objects) => void;
}

function cure(words: string, apply: (objects: Objects) => void): Cure {
  return { words, apply };
}

/** The metadata of the pods of a workload. */
function pods(workload: any): any {
  return workload.spec.template.metadata;
}

function annotate(metadata: any, annotation: string, value: string): void {
  metadata.annotations = { ...metadata.annotations, [annotation]: value };
}

/** The first object of a kind. */
function the(objects: Objects, kind: string): any {
  return objects.find(object => object.kind === kind);
}

/** The addresses that clients dial. */
function setAddresses(objects: Objects): void {
  the(objects, 'ServiceEntry').spec.addresses = ['203.0.113.99'];
}

function dropSecond(objects: Objects, kind: string): void {
  const [, second] = objects.filter(object => object.kind === kind);
  objects.splice(objects.indexOf(second), 1);
}

const PROXY_EXCLUSION = 'container.inject.dynatrace.com/istio-proxy';

/** Remedies by rule, for the incorrect example on the page of the rule. */
export const NAMED_CURES: Readonly<Record<string, readonly Cure[]>> = {
  'annotations/included-ports-alone': [
    cure("set 'traffic.sidecar.istio.io/includeOutboundIPRanges' to \"\"", ([web]) => annotate(pods(web), 'traffic.sidecar.istio.io/includeOutboundIPRanges', '')),
  ],
  'annotations/misplaced': [
    cure("move it to 'spec.template.metadata.annotations'", ([web]) => {
      pods(web).annotations = web.metadata.annotations;
      delete web.metadata.annotations;
    }),
  ],
  'destination-rule/off-lookup-path': [cure('move the rule to namespace "shop"', ([,, rule]) => { rule.metadata.namespace = 'shop'; })],
  'destination-rule/outlier-detection-on-dynamic-dns': [
    cure('remove the policy, which has no other setting', ([, { spec }]) => { delete spec.trafficPolicy; }),
  ],
  'destination-rule/tls-to-plaintext-port': [cure("set 'targetPort: 443' for the port in the entry", ([entry]) => { entry.spec.ports[0].targetPort = 443; })],
  'dynakube/auto-update': [
    cure('remove it and the annotation "conversion.internal.dynatrace.com/auto-update"', ([dynakube]) => {
      delete dynakube.metadata.annotations;
      for (const mode of Object.values<any>(dynakube.spec.oneAgent)) { delete mode.autoUpdate; }
    }),
  ],
  'dynakube/enrichment-selector': [
    cure("set 'spec.metadataEnrichment.namespaceSelector' to the same selector", ([{ spec }]) => {
      spec.metadataEnrichment.namespaceSelector = spec.oneAgent.cloudNativeFullStack.namespaceSelector;
    }),
    cure('or to {} for all namespaces', ([{ spec }]) => { spec.metadataEnrichment.namespaceSelector = {}; }),
  ],
  'dynakube/host-group-argument': [
    cure("set 'spec.oneAgent.hostGroup' instead", ([{ spec }]) => {
      spec.oneAgent.hostGroup = 'shop';
      delete spec.oneAgent.hostMonitoring.args;
    }),
  ],
  'dynakube/istio-conflict': [cure('remove enableIstio', objects => { objects.forEach(({ spec }) => delete spec.enableIstio); })],
  'dynakube/kspm-root-path': [
    cure('keep "/" alone', ([{ spec }]) => { spec.kspm.mappedHostPaths = ['/']; }),
    cure('or remove it', ([{ spec }]) => { spec.kspm.mappedHostPaths = spec.kspm.mappedHostPaths.filter((path: string) => path !== '/'); }),
  ],
  'dynakube/kspm-without-paths': [cure('write "/" for all', ([{ spec }]) => { spec.kspm.mappedHostPaths = ['/']; })],
  'dynakube/network-zone-argument': [cure('remove the argument', ([{ spec }]) => { spec.oneAgent.classicFullStack.args = []; })],
  'dynakube/old-flag-prefix': [
    cure('write feature.dynatrace.com/automatic-injection', ([{ metadata }]) => { metadata.annotations = { 'feature.dynatrace.com/automatic-injection': 'false' }; }),
    cure('or remove it', ([{ metadata }]) => { delete metadata.annotations; }),
  ],
  'dynakube/one-agent-in-mesh': [cure('remove the label', ([{ spec }]) => { Object.values<any>(spec.oneAgent).forEach(mode => delete mode.labels); })],
  'dynakube/runs-nothing': [cure("set a mode such as 'spec.oneAgent.cloudNativeFullStack' to {}", ([{ spec }]) => { spec.oneAgent = { cloudNativeFullStack: {} }; })],
  'dynakube/active-gate-not-injected': [cure('remove the label of the Namespace', ([{ metadata }]) => { delete metadata.labels; })],
  'dynakube/strict-active-gate': [
    cure('add a PeerAuthentication with the mode PERMISSIVE for app.kubernetes.io/name: activegate', objects => {
      const selector = { matchLabels: { 'app.kubernetes.io/name': 'activegate' } };
      objects.push({
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'activegate', namespace: 'dynatrace' },
        spec: { selector, mtls: { mode: 'PERMISSIVE' } },
      });
    }),
  ],
  'istio/selector-empty-key': [cure('name the label', ([{ spec }]) => { spec.selector.matchLabels = { app: spec.selector.matchLabels[''] || 'web' }; })],
  'mesh/listener-hides-hosts': [
    cure('add it to the listener for port 80', ([,, { spec }]) => { spec.egress[0].hosts.push('media/news.example.com'); }),
    cure('or remove that listener', ([,, { spec }]) => { spec.egress.shift(); }),
  ],
  'mesh/sidecar-cuts-off': [cure('add "orders/*" to \'spec.egress[0].hosts\'', ([,, { spec }]) => { spec.egress[0].hosts.push('orders/*'); })],
  'mesh/unimported-virtual-service': [cure('add "gateways/api.example.com"', objects => { objects[5].spec.egress[0].hosts.push('gateways/api.example.com'); })],
  'one-agent-injection/environment-unreachable': [
    cure('Add "dynatrace/abc12345.live.dynatrace.com" to spec.egress[0].hosts of Sidecar shop/default', objects => {
      objects.find(({ kind }) => kind === 'Sidecar').spec.egress[0].hosts.push('dynatrace/abc12345.live.dynatrace.com');
    }),
  ],
  'one-agent-injection/first-connection': [
    cure('set the feature flag oneagent-initial-connect-retry-ms of the DynaKube to "6000"', ([, { metadata }]) => {
      annotate(metadata, 'feature.dynatrace.com/oneagent-initial-connect-retry-ms', '6000');
    }),
    cure('or set holdApplicationUntilProxyStarts in the annotation proxy.istio.io/config of the pods', ([,, web]) => {
      annotate(pods(web), 'proxy.istio.io/config', 'holdApplicationUntilProxyStarts: true');
    }),
  ],
  'one-agent-injection/host-network': [
    cure('remove it', ([web]) => {
      pods(web).labels = { app: 'web' };
      web.spec.selector.matchLabels = { app: 'web' };
    }),
    cure("or 'hostNetwork'", ([web]) => { delete web.spec.template.spec.hostNetwork; }),
  ],
  'one-agent-injection/injected-proxy': [
    cure(`add ${PROXY_EXCLUSION}: "false"`, objects => annotate(objects.find(({ kind }) => kind === 'DynaKube').metadata, PROXY_EXCLUSION, 'false')),
  ],
  'one-agent-injection/istio-cni': [cure('add oneagent.dynatrace.com/inject: "false"', ([, cni]) => annotate(pods(cni), 'oneagent.dynatrace.com/inject', 'false'))],
  'one-agent-injection/misplaced-annotation': [
    cure("move it to the 'metadata.annotations' of the pod template", ([web]) => {
      pods(web).annotations = web.metadata.annotations;
      delete web.metadata.annotations;
    }),
  ],
  'one-agent-injection/native-sidecar': [cure('set it to "false"', ([, web]) => annotate(pods(web), 'sidecar.istio.io/nativeSidecar', 'false'))],
  'one-agent-injection/sidecar-container': [
    cure(`add the annotation ${PROXY_EXCLUSION}: "false"`, ([, web]) => annotate(pods(web), PROXY_EXCLUSION, 'false')),
  ],
  'one-agent-injection/unknown-annotation': [
    cure('write metadata-enrichment.dynatrace.com/inject', ([web]) => { pods(web).annotations = { 'metadata-enrichment.dynatrace.com/inject': 'false' }; }),
  ],
  'service-entry/none-for-concrete-host': [
    cure('set it to DNS', ([{ spec }]) => { spec.resolution = 'DNS'; }),
    cure('or to NONE if that is intended', ([{ spec }]) => { spec.resolution = 'NONE'; }),
  ],
  'service-entry/none-with-endpoints': [
    cure('remove them', ([{ spec }]) => { delete spec.endpoints; }),
    cure("or set 'resolution' to STATIC or DNS", ([{ spec }]) => { spec.resolution = 'DNS'; }),
  ],
  'service-entry/selector-without-labels': [
    cure("set 'labels'", ([{ spec }]) => { spec.workloadSelector.labels = { app: 'api' }; }),
    cure("or replace it by 'endpoints'", ([{ spec }]) => {
      delete spec.workloadSelector;
      spec.endpoints = [{ address: '198.51.100.7' }];
    }),
  ],
  'service-entry/static-without-endpoints': [
    cure('add endpoints', ([{ spec }]) => { spec.endpoints = [{ address: '198.51.100.7' }]; }),
    cure("or a 'workloadSelector'", ([{ spec }]) => { spec.workloadSelector = { labels: { app: 'api' } }; }),
    cure('or use DNS', ([{ spec }]) => { spec.resolution = 'DNS'; }),
  ],
  'service-entry/unix-socket-with-ports': [cure('remove them', ([{ spec }]) => { delete spec.endpoints[0].ports; })],
  'sidecar/exact-hosts-only': [cure('add a wildcard, such as "istio-system/*"', ([{ spec }]) => { spec.egress[0].hosts.push('istio-system/*'); })],
  'sidecar/hosts-beside-all': [
    cure('remove them', ([{ spec }]) => { spec.egress[0].hosts = ['*/*']; }),
  ],
  'sidecar/ingress-tls': [
    cure("set 'serverCertificate' and 'privateKey' instead", ([{ spec }]) => {
      spec.ingress[0].tls = { mode: spec.ingress[0].tls.mode, serverCertificate: '/etc/tls/tls.crt', privateKey: '/etc/tls/tls.key' };
    }),
  ],
  'sidecar/no-hosts': [cure('write "~/*"', ([{ spec }]) => { spec.egress[0].hosts = ['~/*']; })],
  'sidecar/without-egress': [cure('or write "*/*"', ([{ spec }]) => { spec.egress = [{ hosts: ['*/*'] }]; })],
  'virtual-service/hidden-from-gateway': [cure("add the namespace to its 'exportTo'", objects => { objects[3].spec.exportTo.push('gateways'); })],
  'virtual-service/plaintext-to-tls-port': [
    cure('add one for "api.example.com" with tls.mode SIMPLE in \'portLevelSettings\' of port 443', objects => {
      const portLevelSettings = [{ port: { number: 443 }, tls: { mode: 'SIMPLE', caCertificates: 'system' } }];
      objects.push({
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name: 'api', namespace: 'shop' },
        spec: { host: 'api.example.com', trafficPolicy: { portLevelSettings } },
      });
    }),
  ],
  'virtual-service/tls-narrows-wildcard': [
    cure('add a route for "*.example.com"', ([, { spec }]) => {
      spec.tls.push({ match: [{ sniHosts: ['*.example.com'], port: 443 }], route: [{ destination: { host: '*.example.com', port: { number: 443 } } }] });
    }),
  ],
  'service-entry/plaintext-on-tls-port': ['TLS', 'HTTPS'].map(protocol => cure('use TLS or HTTPS', objects => { the(objects, 'ServiceEntry').spec.ports[0].protocol = protocol; })),
  'service-entry/tls-on-plaintext-port': [cure('use HTTP', objects => { the(objects, 'ServiceEntry').spec.ports[0].protocol = 'HTTP'; })],
  'service-entry/tcp-without-address': [cure("set 'spec.addresses'", setAddresses)],
  'service-entry/port-capture': [cure("set 'spec.addresses'", setAddresses)],
  'service-entry/tcp-without-allocated-address': [cure("set 'spec.addresses'", setAddresses)],
  'service-entry/tls-on-database-port': [cure("declare TCP, and set 'spec.addresses'", objects => {
    the(objects, 'ServiceEntry').spec.ports[0].protocol = 'TCP';
    setAddresses(objects);
  })],
  'service-entry/virtual-address-without-dns-capture': [cure('or write the real address', setAddresses)],
  'service-entry/none-with-selector': [cure("set 'resolution' to STATIC", objects => { the(objects, 'ServiceEntry').spec.resolution = 'STATIC'; })],
  'sidecar/only-exclusions': [cure('add hosts to import, such as "*/*"', objects => { the(objects, 'Sidecar').spec.egress[0].hosts.push('*/*'); })],
  'sidecar/policy-without-mode': [cure('set the mode', objects => { the(objects, 'Sidecar').spec.outboundTrafficPolicy.mode = 'REGISTRY_ONLY'; })],
  'virtual-service/none-behind-gateway': [cure('use DNS', objects => { the(objects, 'ServiceEntry').spec.resolution = 'DNS'; })],
  'virtual-service/destination-port-required': [cure('set one of 80, 443', objects => {
    the(objects, 'VirtualService').spec.http[0].route[0].destination.port = { number: 80 };
  })],
  'destination-rule/no-server-verification': [cure('set "system"', objects => { the(objects, 'DestinationRule').spec.trafficPolicy.tls.caCertificates = 'system'; })],
  'destination-rule/no-server-verification-at-port': [cure('set "system"', objects => {
    the(objects, 'DestinationRule').spec.trafficPolicy.portLevelSettings[0].tls.caCertificates = 'system';
  })],
  'destination-rule/failover-without-outlier-detection': [cure('add it', objects => {
    the(objects, 'DestinationRule').spec.trafficPolicy.outlierDetection = { consecutive5xxErrors: 5 };
  })],
  'mesh/several-default-sidecars': [cure('merge them', objects => dropSecond(objects, 'Sidecar'))],
  'mesh/overlapping-sidecars': [cure('merge them', objects => dropSecond(objects, 'Sidecar'))],
  'mesh/conflicting-protocols': [cure('declare the same protocol', objects => {
    const [one, other] = objects.filter(({ kind }) => kind === 'ServiceEntry');
    other.spec.ports[0].protocol = one.spec.ports[0].protocol;
  })],
  'mesh/shared-address': [cure('set a different address in each', setAddresses)],
  'mesh/namespace-not-injected': [cure('add a label such as "istio-injection: enabled"', objects => { the(objects, 'Namespace').metadata.labels = { 'istio-injection': 'enabled' }; })],
  'mesh/several-injection-labels': [cure('keep one of them', objects => { the(objects, 'Namespace').metadata.labels = { 'istio-injection': 'enabled' }; })],
  'mesh/sidecar-imports-nothing': [cure('write this namespace in front of it', objects => {
    const [listener] = the(objects, 'Sidecar').spec.egress;
    listener.hosts = listener.hosts.map((host: string) => host.replace('shop/api', 'egress/api'));
  })],
  'mesh/bypassed-entry': [cure('or remove the entry', objects => { objects.splice(objects.indexOf(the(objects, 'ServiceEntry')), 1); })],
  'mesh/policy-not-inherited': [cure('repeat it here', objects => {
    objects.find(({ kind, metadata }) => kind === 'Sidecar' && metadata.namespace !== 'istio-system').spec.outboundTrafficPolicy = { mode: 'REGISTRY_ONLY' };
  })],
  'dynakube/kspm-without-monitoring': [cure('add the capability', objects => { the(objects, 'DynaKube').spec.activeGate.capabilities.push('kubernetes-monitoring'); })],
  'dynakube/kspm-relative-path': [cure('begin it with a slash', objects => { the(objects, 'DynaKube').spec.kspm.mappedHostPaths[0] = '/boot'; })],
  'dynakube/operator-namespace-in-mesh': [cure('write istio-injection: disabled instead', objects => {
    the(objects, 'Namespace').metadata.labels = { 'istio-injection': 'disabled' };
  })],
  'one-agent-injection/control-plane': [cure("exclude it with 'namespaceSelector'", objects => {
    const matchExpressions = [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['istio-system'] }];
    the(objects, 'DynaKube').spec.oneAgent.applicationMonitoring.namespaceSelector = { matchExpressions };
  })],
  'one-agent-injection/retired-annotation': [cure('remove it', objects => { delete pods(the(objects, 'Deployment')).annotations; })],
  'ambient/export-to': [cure('remove it', objects => { delete the(objects, 'ServiceEntry').spec.exportTo; })],
  'ambient/unseen-by-waypoint': [cure('move it to "shop"', objects => {
    objects.filter(({ metadata }) => metadata.namespace === 'web').forEach(({ metadata }) => { metadata.namespace = 'shop'; });
  })],
};
