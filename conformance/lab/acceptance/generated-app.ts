import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { addAppNamespace, appNamespace, AppNamespacePart } from './app-namespace';
import { addDelivery, delivery, DeliveryPart } from './deliveries';
import { apiUrl, dynakubeProps } from './dynakube-props';
import { edgeConnectProps } from './edge-connect-props';
import { connectionInfo, operatorConnectionInfo } from './endpoints';
import { label, optional } from './kubernetes-values';
import { oneAgentApmProps, oneAgentProps } from './legacy-one-agent-props';
import { dynatraceOperatorProps, oneAgentOperatorProps } from './operator-installs';
import {
  ConnectionInfo, DynaKube, DynaKubeProps, DynatraceOperator, DynatraceOperatorProps, EdgeConnect, EdgeConnectProps, EgressDestination, ExportScope,
  IDynaKube, IOneAgentEgress, Mesh, OutboundTrafficPolicy, MeshProps, OneAgent, OneAgentApm, OneAgentApmProps, OneAgentEgress,
  OneAgentEgressProps, OneAgentNamespace, OneAgentOperator, OneAgentOperatorProps, OneAgentProps, OperatorCompatibleEgress,
} from '../../../src';

/** The Dynatrace side of an app, for the current operator. */
interface OperatorPart {
  readonly kind: 'operator';
  readonly dynakube: DynaKubeProps;
  readonly edgeConnect?: EdgeConnectProps;
  readonly install?: DynatraceOperatorProps;
}

/** The Dynatrace side of an app, for the legacy operator. */
interface LegacyPart {
  readonly kind: 'legacy';
  readonly oneAgent: OneAgentProps;
  readonly oneAgentApm?: OneAgentApmProps;
  readonly install?: OneAgentOperatorProps;
}

/** The Dynatrace side of an app whose DynaKube is already in the cluster. */
interface ImportedPart {
  readonly kind: 'imported';
  readonly apiUrl?: string;
}

/** The allowed destinations of OneAgent. */
interface EgressPart {
  readonly connectionInfo: ConnectionInfo;
  readonly operatorConnectionInfo: ConnectionInfo;
  readonly style: 'entries' | 'virtual-services' | 'operator-compatible';
  readonly exportsToAll?: boolean;
  readonly entryNamePrefix?: string;
}

/** An app of the constructs of this library. */
export interface GeneratedApp {
  readonly dynatrace: OperatorPart | LegacyPart | ImportedPart;
  /** The first namespace is Dynatrace's, the others are of applications. */
  readonly namespaces: readonly string[];
  readonly applications: readonly AppNamespacePart[];
  readonly mesh?: MeshProps;
  readonly egress?: EgressPart;
  readonly delivery?: DeliveryPart;
  readonly requiresApi: boolean;
}

const NAMESPACES = 4;

const operator: fc.Arbitrary<OperatorPart> = fc.record({
  kind: fc.constant('operator' as const),
  dynakube: dynakubeProps,
  edgeConnect: optional(edgeConnectProps),
  install: optional(dynatraceOperatorProps),
});

const legacy: fc.Arbitrary<LegacyPart> = fc.record({
  kind: fc.constant('legacy' as const),
  oneAgent: oneAgentProps,
  oneAgentApm: optional(oneAgentApmProps),
  install: optional(oneAgentOperatorProps),
});

const egress: fc.Arbitrary<EgressPart> = fc.record({
  connectionInfo,
  operatorConnectionInfo,
  style: fc.constantFrom('entries', 'entries', 'virtual-services', 'operator-compatible'),
  exportsToAll: optional(fc.boolean()),
  entryNamePrefix: optional(label.map(name => `${name}-`)),
});

const mesh: fc.Arbitrary<MeshProps> = fc.record({
  istioVersion: fc.constant('1.31'),
  outboundTrafficPolicy: fc.constantFrom(
    OutboundTrafficPolicy.registryOnly(), OutboundTrafficPolicy.allowAny(), OutboundTrafficPolicy.allowAnyDynamicDns(),
  ),
  dnsCapture: fc.boolean(),
  autoAllocateIp: fc.boolean(),
}, { requiredKeys: [] });

/** Apps with valid props: each synthesizes, and no cluster refuses any of its objects. */
export const generatedApp: fc.Arbitrary<GeneratedApp> = fc.record({
  dynatrace: fc.oneof(
    { weight: 4, arbitrary: operator }, legacy, fc.record<ImportedPart>({ kind: fc.constant('imported'), apiUrl: optional(apiUrl) }),
  ),
  namespaces: fc.uniqueArray(label, { minLength: NAMESPACES, maxLength: NAMESPACES }),
  applications: fc.array(appNamespace, { maxLength: NAMESPACES - 1 }),
  mesh: optional(mesh),
  egress: optional(egress),
  requiresApi: fc.boolean(),
  delivery: optional(delivery),
});

/** Creates the constructs of an app, with their public API. */
export function buildApp(app: App, generated: GeneratedApp): void {
  const { dynatrace, namespaces, applications, mesh: meshProps, egress: egressPart, requiresApi, delivery: deliveryPart } = generated;
  const settings = meshProps && new Mesh(app, 'Mesh', meshProps);
  const monitoring = new Chart(app, 'monitoring', { namespace: namespaces[0] });
  const dynakube = addDynatrace(app, monitoring, dynatrace);
  const oneAgent = egressPart && addEgress(monitoring, egressPart, namespaces, dynakube);
  for (const [index, part] of applications.entries()) {
    const namespace = namespaces[index + 1];
    const chart = new Chart(app, `app${index}`, { namespace });
    addAppNamespace(chart, part, { number: index, oneAgent, dnsCapture: meshProps?.dnsCapture ?? false });
    if (settings && requiresApi && oneAgent && dynakube?.apiUrl !== undefined && part.workloads.length > 0 && part.freeSidecars.length === 0) {
      const { hostname, port } = new URL(dynakube.apiUrl);
      settings.requireEgress(chart, EgressDestination.https(hostname, Number(port || 443)));
    }
  }
  const hasInstall = dynatrace.kind !== 'imported' && dynatrace.install !== undefined;
  addNamespaces(app, namespaces.slice(0, applications.length + 1), dynakube, hasInstall);
  if (deliveryPart) { addDelivery(app, deliveryPart); }
}

/** Creates the objects of the Dynatrace side; returns the DynaKube, if there is one. */
function addDynatrace(app: App, chart: Chart, part: OperatorPart | LegacyPart | ImportedPart): IDynaKube | undefined {
  switch (part.kind) {
    case 'operator': {
      if (part.install) { new DynatraceOperator(new Chart(app, 'operator', { namespace: chart.namespace }), 'DynatraceOperator', part.install); }
      if (part.edgeConnect) { new EdgeConnect(chart, 'EdgeConnect', part.edgeConnect); }
      return new DynaKube(chart, 'DynaKube', part.dynakube);
    }
    case 'legacy': {
      if (part.install) { new OneAgentOperator(new Chart(app, 'operator', { namespace: chart.namespace }), 'OneAgentOperator', part.install); }
      new OneAgent(chart, 'OneAgent', part.oneAgent);
      if (part.oneAgentApm) { new OneAgentApm(chart, 'OneAgentApm', part.oneAgentApm); }
      return undefined;
    }
    case 'imported': return DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: chart.namespace!, name: 'dynakube', apiUrl: part.apiUrl });
  }
}

/**
 * Whether the endpoints don't have the host of the API, or only ports of the API: the operator makes an entry with all ports for each list, and Istio does not merge
 * the ports of two entries for a host.
 */
function hasOnePortForApi(dynakube: IDynaKube, { operatorConnectionInfo: { endpoints } }: EgressPart): boolean {
  const api = new URL(dynakube.apiUrl ?? 'https://unknown.invalid');
  const apiPort = Number(api.port || (api.protocol === 'http:' ? 80 : 443));
  return endpoints.every(({ host }) => host.toLowerCase() !== api.hostname) || endpoints.every(({ port }) => port === apiPort);
}

function addEgress(chart: Chart, part: EgressPart, namespaces: readonly string[], dynakube: IDynaKube | undefined): IOneAgentEgress {
  // The operator makes its objects for a DynaKube that injects.
  if (part.style === 'operator-compatible' && DynaKube.isDynakube(dynakube) && injectingMode(dynakube) && hasOnePortForApi(dynakube, part)) {
    return new OperatorCompatibleEgress(chart, 'OneAgentEgress', { dynakube, connectionInfo: part.operatorConnectionInfo });
  }
  const props: OneAgentEgressProps = {
    dynakube,
    connectionInfo: part.connectionInfo,
    virtualServices: part.style === 'virtual-services',
    entryNamePrefix: part.entryNamePrefix,
    exportTo: part.exportsToAll === undefined ? undefined : part.exportsToAll ? [ExportScope.everywhere()] : namespaces.map(ExportScope.namespace),
  };
  return new OneAgentEgress(chart, 'OneAgentEgress', props);
}

/** The Namespace objects. Namespaces of applications are monitored if labels can select them. An installation may make its own Namespace. */
function addNamespaces(app: App, names: readonly string[], dynakube: IDynaKube | undefined, hasInstall: boolean): void {
  const chart = new Chart(app, 'namespaces');
  for (const [index, name] of names.entries()) {
    if (index === 0 && hasInstall) { continue; }
    const labels = { 'istio-injection': index === 0 ? 'disabled' : 'enabled' };
    const namespace = new kplus.Namespace(chart, `Namespace${index}`, { metadata: { name, labels } });
    if (index > 0 && DynaKube.isDynakube(dynakube) && selectsByLabels(dynakube)) { OneAgentNamespace.of(namespace).enableOneAgent(dynakube); }
  }
}

/** Whether a DynaKube injects, and selects namespaces by labels that any namespace can have. */
function selectsByLabels(dynakube: DynaKube): boolean {
  const mode = injectingMode(dynakube);
  return mode !== undefined && mode.namespaceSelector?.matchExpressions === undefined;
}

interface Mode {
  readonly namespaceSelector?: { readonly matchExpressions?: unknown };
}

interface DynaKubeObject {
  readonly spec: { readonly oneAgent?: { readonly cloudNativeFullStack?: Mode; readonly applicationMonitoring?: Mode } };
}

/** The mode of a DynaKube, if it injects code modules. */
function injectingMode(dynakube: DynaKube): Mode | undefined {
  const { oneAgent } = (ApiObject.of(dynakube).toJson() as DynaKubeObject).spec;
  return oneAgent?.cloudNativeFullStack ?? oneAgent?.applicationMonitoring;
}
