import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { label, optional, someOf, text } from './kubernetes-values';
import {
  EgressHost, EgressNetworkPolicy, InjectionFailurePolicy, InterceptionMode, IOneAgentEgress, OneAgentFlavor, OneAgentInjection, OneAgentVolumeType,
  OutboundTrafficPolicy, PortProtocol, ProxyBypass, ServiceEntry, ServiceEntryProps, Sidecar, SidecarEgressListenerProps, SidecarProps,
} from '../../../src';
import { serviceEntryProps, sidecars } from '../../../test/istio/generators';

type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'CronJob' | 'raw';

interface WorkloadPart {
  readonly kind: WorkloadKind;
  readonly bypass: readonly ((bypass: ProxyBypass) => void)[];
  /** Captures only some destinations. If the sidecar also answers DNS queries, pods would get addresses that lead nowhere without it. */
  readonly narrowing?: (bypass: ProxyBypass) => void;
  readonly injection: readonly ((injection: OneAgentInjection) => void)[];
  readonly bypassesEndpoints: boolean;
}

/** A namespace of applications: its workloads, their destinations, and its Sidecars. */
export interface AppNamespacePart {
  readonly entries: readonly ServiceEntryProps[];
  readonly workloads: readonly WorkloadPart[];
  /** The namespace's own Sidecar, which allows OneAgent's egress. */
  readonly sidecar?: { readonly hosts: EgressHost[]; readonly policy?: OutboundTrafficPolicy };
  /** Instead, Sidecars whose egress is not checked. */
  readonly freeSidecars: readonly { readonly props: SidecarProps; readonly listeners: SidecarEgressListenerProps[] }[];
}

const ranges = fc.oneof(
  fc.constant(['172.20.0.0/16']),
  fc.uniqueArray(fc.integer({ min: 0, max: 255 }).map(octet => `172.21.${octet}.0/24`), { minLength: 1, maxLength: 2 }),
);
const portNumbers = fc.uniqueArray(fc.integer({ min: 1024, max: 65535 }), { minLength: 1, maxLength: 2 });

const interceptionMode = fc.constantFrom(InterceptionMode.REDIRECT, InterceptionMode.TPROXY);

const bypassSteps: fc.Arbitrary<WorkloadPart['bypass']> = fc.tuple(
  optional(ranges.map(list => (bypass: ProxyBypass) => { bypass.excludeOutboundIpRanges(...list); })),
  optional(portNumbers.map(list => (bypass: ProxyBypass) => { bypass.excludeOutboundPorts(...list); })),
  optional(portNumbers.map(list => (bypass: ProxyBypass) => { bypass.includeInboundPorts(...list); })),
  optional(portNumbers.map(list => (bypass: ProxyBypass) => { bypass.excludeInboundPorts(...list); })),
  optional(fc.constant((bypass: ProxyBypass) => { bypass.excludeInterfaces('eth1', 'docker0'); })),
  optional(fc.constant((bypass: ProxyBypass) => { bypass.rerouteVirtualInterfaces('br0'); })),
  optional(interceptionMode.map(mode => (bypass: ProxyBypass) => { bypass.useInterceptionMode(mode); })),
).map(steps => steps.filter(step => step !== undefined));

const narrowing = fc.oneof(
  ranges.map(list => (bypass: ProxyBypass) => { bypass.includeOutboundIpRanges(...list); }),
  fc.constant((bypass: ProxyBypass) => { bypass.captureNoOutboundTraffic(); }),
);

const injectionSteps: fc.Arbitrary<WorkloadPart['injection']> = someOf<(injection: OneAgentInjection) => void>([
  injection => { injection.disableMetadataEnrichment(); },
  injection => { injection.disableOtlpExporterConfiguration(); },
  injection => { injection.excludeContainer('main'); },
  injection => { injection.useFailurePolicy(InjectionFailurePolicy.FAIL); },
  injection => { injection.useTechnologies('java', 'nginx'); },
  injection => { injection.useFlavor(OneAgentFlavor.MUSL); },
  injection => { injection.useInstallPath('/opt/oneagent'); },
  injection => { injection.useVolumeType(OneAgentVolumeType.EPHEMERAL); },
  injection => { injection.limitOneAgentVolume('1Gi'); },
  injection => { injection.limitConfigVolume('20Mi'); },
  injection => { injection.splitMounts(); },
]).chain(steps => optional(text.filter(value => value !== '')).map(value => value === undefined
  ? steps : [...steps, (injection: OneAgentInjection) => { injection.addMetadata('team', value); }]));

const workload: fc.Arbitrary<WorkloadPart> = fc.record({
  kind: fc.constantFrom<WorkloadKind>('Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'raw'),
  bypass: bypassSteps,
  narrowing: optional(narrowing),
  injection: injectionSteps,
  bypassesEndpoints: fc.boolean(),
});

const egressHost = fc.oneof(fc.constantFrom(EgressHost.sameNamespace(), EgressHost.everywhere()), label.map(EgressHost.namespace));

/** Valid namespaces of applications. */
export const appNamespace: fc.Arbitrary<AppNamespacePart> = fc.record({
  entries: fc.array(serviceEntryProps, { maxLength: 3 }),
  workloads: fc.array(workload, { maxLength: 2 }),
  sidecar: optional(fc.record({
    hosts: fc.array(egressHost, { minLength: 1, maxLength: 3 }),
    policy: optional(fc.constantFrom(OutboundTrafficPolicy.registryOnly(), OutboundTrafficPolicy.allowAny())),
  })),
  freeSidecars: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(sidecars, { minLength: 1, maxLength: 3 })),
});

/** What a namespace must know about the rest of its app. */
export interface Surroundings {
  /** Distinguishes the namespace's hosts and addresses from those of others, so that no entry matches another's connections. */
  readonly number: number;
  readonly oneAgent?: IOneAgentEgress;
  readonly dnsCapture: boolean;
}

const CLUSTER = { clusterCidrs: ['172.16.0.0/12', 'fd00::/8'], nodeLocalDns: ['169.254.20.10'], kubernetesApiCidrs: ['192.0.2.1/32'] };

/** Creates the constructs of a namespace. */
export function addAppNamespace(chart: Chart, part: AppNamespacePart, surroundings: Surroundings): void {
  const { number, oneAgent } = surroundings;
  const entries = part.entries.map((props, index) => new ServiceEntry(chart, `Entry${index}`, apart(props, 8 * number + index)));
  part.workloads.forEach((one, index) => { addWorkload(chart, `Workload${index}`, one, surroundings); });
  if (part.freeSidecars.length > 0) {
    addFreeSidecars(chart, part);
    oneAgent?.exempt(chart, 'its Sidecars are of any kind');
  } else if (part.sidecar) {
    const { hosts, policy } = part.sidecar;
    const targets = [...entries.filter(isReachable), ...oneAgent ? [oneAgent] : []];
    new Sidecar(chart, 'Sidecar', { hosts, outboundTrafficPolicy: policy }).allowEgressTo(...targets);
    new EgressNetworkPolicy(chart, 'NetworkPolicy', { ...CLUSTER, targets: [...hosts, ...targets] });
  }
}

/** Whether an entry is visible in its own namespace and has reachable endpoints: there are no pods for a selector, and no gateway to a network. */
function isReachable(entry: ServiceEntry): boolean {
  const { exportTo, workloadSelector, endpoints } = (ApiObject.of(entry).toJson() as { spec: EntrySpec }).spec;
  return workloadSelector === undefined
    && (endpoints?.some(({ address }) => address !== undefined) ?? true)
    && (exportTo?.some(scope => scope === '*' || scope === '.' || scope === entry.namespace) ?? true);
}

interface EntrySpec {
  readonly exportTo?: readonly string[];
  readonly workloadSelector?: object;
  readonly endpoints?: readonly { readonly address?: string }[];
}

/** A namespace may have one Sidecar without a selector, and a pod may match one with a selector. */
function addFreeSidecars(chart: Chart, { freeSidecars }: AppNamespacePart): void {
  for (const [index, { props, listeners }] of freeSidecars.entries()) {
    const workloadSelector = index === 0 ? undefined : { ...props.workloadSelector, app: `app${index}` };
    const sidecar = new Sidecar(chart, `Sidecar${index}`, { ...props, workloadSelector });
    listeners.forEach(listener => sidecar.addEgressListener(listener));
  }
}

function addWorkload(chart: Chart, id: string, part: WorkloadPart, { oneAgent, dnsCapture }: Surroundings): void {
  const { kind, bypass, narrowing: narrow, injection, bypassesEndpoints } = part;
  const construct = workloadOf(chart, id, kind);
  bypass.forEach(step => { step(ProxyBypass.of(construct)); });
  if (!dnsCapture) { narrow?.(ProxyBypass.of(construct)); }
  injection.forEach(step => { step(OneAgentInjection.of(construct)); });
  if (bypassesEndpoints) { oneAgent?.bypass(construct); }
}

function workloadOf(chart: Chart, id: string, kind: WorkloadKind): IConstruct {
  const containers = [{ image: 'registry.example/web:1.0' }];
  switch (kind) {
    case 'Deployment': return new kplus.Deployment(chart, id, { containers });
    case 'StatefulSet': return new kplus.StatefulSet(chart, id, { containers, service: new kplus.Service(chart, `${id}Service`, { ports: [{ port: 80 }] }) });
    case 'DaemonSet': return new kplus.DaemonSet(chart, id, { containers });
    case 'CronJob': return new kplus.CronJob(chart, id, { schedule: { expressionString: '0 4 * * *' } as never, containers });
    case 'raw': return new ApiObject(chart, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { app: 'raw' } },
        template: { metadata: { labels: { app: 'raw' } }, spec: { containers: [{ name: 'main', image: 'registry.example/raw:1' }] } },
      },
    });
  }
}

const TOLD_APART_BY_NAME: readonly PortProtocol[] = [
  PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.GRPC_WEB, PortProtocol.HTTP_PROXY, PortProtocol.HTTPS, PortProtocol.TLS,
];

/** The same entry, with a host and addresses that no other entry has, and with an address if nothing else distinguishes its connections. */
function apart(props: ServiceEntryProps, number: number): ServiceEntryProps {
  const hosts = props.hosts.map(host => `${host.replace(/\.$/, '')}.e${number}.example${host.endsWith('.') ? '.' : ''}`);
  const addresses = [...new Set((props.addresses ?? []).map(address => addressApart(address, number)))];
  const needsAddress = (props.ports ?? []).some(({ protocol }) => !TOLD_APART_BY_NAME.includes(protocol));
  if (addresses.length === 0 && !needsAddress) { return { ...props, hosts }; }
  // An address can't distinguish several hosts.
  return { ...props, hosts: hosts.slice(0, 1), addresses: addresses.length > 0 ? addresses : [`10.${number}.0.1`] };
}

function addressApart(address: string, number: number): string {
  const [ip, prefix] = address.split('/');
  const isIPv6 = ip.includes(':');
  const moved = isIPv6 ? `fd00:${number.toString(16)}::${/[0-9a-f]*$/i.exec(ip)?.[0] ?? ''}` : `10.${number}.${ip.split('.').slice(2).join('.')}`;
  if (prefix === undefined) { return moved; }
  return `${moved}/${Math.max(Number(prefix), isIPv6 ? 32 : 16)}`;
}
