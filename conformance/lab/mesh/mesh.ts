import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLogEntry } from './access-log';
import { PROXY_USER } from './capture-flags';
import type { Dial, Forms, Listener, Zone } from './connection';
import { Istiod } from './istiod';
import { KubernetesSide } from './kubernetes-side';
import { LabDial, LabObservation } from './lab-dial';
import { Pod, PodTemplate } from './pod';
import { WAYPOINT_PORT, Ztunnel } from './ztunnel';
import { groupBy } from '../../../src/analysis/base/group-by';
import { recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Cluster } from '../cluster/cluster';
import { Daemon } from '../machine/daemon';
import { DNS_ADDRESS } from '../machine/network';
import { Peer } from '../machine/peer';
import { run } from '../machine/run';
import type { Program } from '../programs/programs';

/** The programs of a mesh; without `ztunnel`, there can be no pods in ambient mode. */
export type MeshPrograms = Readonly<Record<Program, string>> & { readonly ztunnel?: string };

/** API groups of the kinds from which Istio configures proxies. */
export const ISTIO_GROUP = /^(?:networking|security|telemetry|extensions)\.istio\.io\//;

const READY_SECONDS = 30;
/** Envoy's flag of a connection that could not be opened. */
const NOT_ACCEPTED = /\bUF\b/;
const TCP_PROXY = 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** A mesh on a cluster: istiod, pods with proxies, and servers outside. */
export class Mesh {
  /** Starts istiod and the servers outside. */
  public static async start(cluster: Cluster, programs: MeshPrograms, folder: string): Promise<Mesh> {
    const hosts = join(folder, 'hosts');
    const resolver = join(folder, 'resolv.conf');
    writeFileSync(hosts, '127.0.0.1 localhost\n');
    writeFileSync(resolver, `nameserver ${DNS_ADDRESS}\n`);
    run('mount', ['--bind', hosts, '/etc/hosts']);
    run('mount', ['--bind', resolver, '/etc/resolv.conf']);
    // The proxy's user may lack access to the folder of the program.
    const envoy = join(folder, 'envoy');
    writeFileSync(envoy, '');
    run('mount', ['--bind', programs.envoy, envoy]);
    const pods = join(folder, 'pods');
    mkdirSync(pods);
    // Proxies create their sockets there.
    chownSync(pods, PROXY_USER, PROXY_USER);
    const certificates = join(pods, 'certificates.sock');
    const agent = new Daemon({ name: 'certificates', folder, command: programs['istio-agent'], args: ['certificates', folder, certificates] });
    await agent.until('serving certificates', READY_SECONDS, async () => Promise.resolve(existsSync(certificates)));
    const outside = new Peer('the outside', cluster.network.outside, programs.peer, ['outside', folder, DNS_ADDRESS]);
    const { ztunnel: program } = programs;
    const istiod = await Istiod.start(cluster, programs.istiod, folder, program !== undefined);
    const ztunnel = program === undefined ? undefined : await Ztunnel.start(cluster, { ...programs, ztunnel: program }, folder, istiod.xds);
    return new Mesh(cluster, istiod, outside, { ...programs, envoy }, { pods, folder, certificates }, ztunnel);
  }

  private readonly pods = new Map<string, Pod>();
  private readonly kubernetes: KubernetesSide;
  private meshConfig: object = {};
  private forms: Forms = {};
  private names: Zone = { addresses: {}, aliases: {} };
  private readonly applied = new Map<string, KubernetesObject>();
  private readonly served = new Set<Pod>();
  private markers = 0;
  private podCount = 0;

  private constructor(
    public readonly cluster: Cluster,
    private readonly istiod: Istiod,
    private readonly outside: Peer,
    private readonly programs: Readonly<Record<Program, string>>,
    private readonly places: { readonly pods: string; readonly folder: string; readonly certificates: string },
    private readonly ztunnel: Ztunnel | undefined,
  ) {
    this.kubernetes = new KubernetesSide(cluster, istiod);
  }

  /**
   * Sets the addresses of names, the ports on which servers outside answer, and what they speak. Call it before you apply the objects that need it: proxies keep
   * resolved addresses for a minute.
   */
  public async prepare(hosts: ReadonlyMap<string, string>, ports: readonly number[], forms: Forms = {}): Promise<void> {
    const addresses = Object.fromEntries([...hosts].map(([name, address]) => [name, [address]]));
    await this.prepareServers(ports.map(port => ({ port })), { addresses, aliases: {} }, forms);
  }

  /** Sets the servers outside, and the public names. Call it before you apply the objects that need it. */
  public async prepareServers(listeners: readonly Listener[], names: Zone, forms: Forms = {}): Promise<void> {
    this.names = names;
    this.forms = forms;
    await this.outside.ask({ speak: forms });
    await this.outside.ask({ zone: names });
    await this.outside.ask({ listen: listeners });
  }

  /** As PEM: the authority of the servers outside, and a certificate that clients can show to them, with its key. */
  public get credential(): { readonly authority: string; readonly certificate: string; readonly key: string } {
    const read = (name: string): string => readFileSync(join(this.places.folder, name), 'utf8');
    return { authority: read('public-ca.pem'), certificate: read('client.pem'), key: read('client.key') };
  }

  /** Sets the configuration of the mesh. */
  public async configure(meshConfig: object): Promise<void> {
    if (JSON.stringify(meshConfig) === JSON.stringify(this.meshConfig)) { return; }
    await this.istiod.configure(meshConfig);
    this.meshConfig = meshConfig;
  }

  /** Makes the mesh consist of exactly these objects: applies them, and deletes all other objects that it applied before. */
  public async apply(objects: readonly KubernetesObject[]): Promise<void> {
    const wanted = new Map(objects.map(object => [keyOf(object), object]));
    const isGone = ([key, object]: [string, KubernetesObject]): boolean => !wanted.has(key) || isReplaced(object, wanted.get(key)!);
    const gone = [...this.applied].filter(isGone).map(([, object]) => object);
    for (const object of gone) {
      if (object.kind !== 'Namespace') { await this.cluster.client.delete(object); }
      this.applied.delete(keyOf(object));
    }
    await this.cluster.client.apply(objects);
    for (const [key, object] of wanted) { this.applied.set(key, object); }
    await this.untilKnown(objects, gone);
  }

  /**
   * Waits until objects are in the cluster and istiod has read them, and until it no longer knows deleted objects. It doesn't matter who applies
   * them. Objects of other vendors are not waited for.
   */
  public async untilKnown(objects: readonly KubernetesObject[], gone: readonly KubernetesObject[] = []): Promise<void> {
    const isIstio = ({ apiVersion }: KubernetesObject): boolean => ISTIO_GROUP.test(apiVersion);
    const present = objects.filter(isIstio);
    await this.istiod.untilKnown(() => Promise.all(present.map(object => this.cluster.client.read(object))), gone.filter(isIstio));
  }

  /** The pod of a template. Starts it if it does not run yet. */
  public pod(template: PodTemplate): Pod {
    const environment = this.proxyEnvironment(template);
    const key = JSON.stringify([template, environment]);
    let pod = this.pods.get(key);
    if (!pod) {
      this.podCount += 1;
      pod = Pod.start({
        ...template,
        name: `pod-${this.podCount}`,
        folder: this.places.pods,
        authorities: this.places.folder,
        certificates: this.places.certificates,
        environment,
        network: this.cluster.network,
        programs: this.programs,
        istiod: this.istiod.xds,
        waypointSource: { ...this.istiod.xds, port: WAYPOINT_PORT },
      });
      this.pods.set(key, pod);
    }
    return pod;
  }

  /** Stops all pods except those of the templates. */
  public async keepPods(templates: readonly PodTemplate[]): Promise<void> {
    const kept = new Set(templates.map(template => JSON.stringify(template)));
    for (const [key, pod] of this.pods) {
      if (kept.has(JSON.stringify((JSON.parse(key) as unknown[])[0]))) { continue; }
      if (this.served.delete(pod)) { await this.ztunnel?.forget(pod.facts.name); }
      await pod.stop();
      this.pods.delete(key);
    }
  }

  /** Opens connections of pods, and returns what their clients, the servers and all proxies on the way report. */
  public async dial(dials: readonly LabDial[]): Promise<LabObservation[]> {
    const byPod = groupBy([...dials.keys()], index => this.pod(dials[index].template));
    const observed = new Map<number, LabObservation>();
    await Promise.all([...byPod].map(async ([pod, indexes]) => {
      const results = await pod.dial(indexes.map(index => dialOf(dials[index])));
      for (const [place, { dialled, entry }] of results.entries()) {
        observed.set(indexes[place], { ...dialled, ...entry ? { sidecar: entry } : {} });
      }
    }));
    const ambient = dials.flatMap(({ template }, index) => template.ambient ? observed.get(index)?.from ?? [] : []);
    const ztunnel = await this.ztunnel?.entriesOf(ambient);
    return Promise.all(dials.map(async (_, index) => {
      const observation = observed.get(index)!;
      const ofZtunnel = ztunnel?.get(observation.from ?? '');
      const next = observation.sidecar ? await this.nextEntry(observation.sidecar) : this.waypointEntry(observation);
      return { ...observation, ...ofZtunnel ? { ztunnel: ofZtunnel } : {}, ...next ? { next } : {} };
    }));
  }

  /** The entry of the waypoint that sent a connection on; undefined if none did. */
  private waypointEntry({ received }: LabObservation): AccessLogEntry | undefined {
    return received && [...this.pods.values()].filter(({ facts }) => facts.isWaypoint).map(pod => pod.entryFrom(received.from)).find(found => found);
  }

  /** The entry of the proxy to which another proxy sent a connection; undefined if it sent it elsewhere, or if nobody accepted it there. */
  private async nextEntry(entry: AccessLogEntry): Promise<AccessLogEntry | undefined> {
    if (NOT_ACCEPTED.test(entry.flags ?? '')) { return undefined; }
    const address = entry.upstream?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') ?? '';
    const next = [...this.pods.values()].find(({ facts, hasProxy }) => hasProxy && facts.addresses.includes(address));
    return next?.entryAfter(entry);
  }

  /** The environment variables that the injector gives to the proxy of a pod, by Istio's own precedence. */
  private proxyEnvironment({ namespace, labels, annotations }: PodTemplate): Readonly<Record<string, string>> {
    const proxyConfigs = [...this.applied.values()].filter(({ kind }) => kind === 'ProxyConfig');
    const question = { mesh: JSON.stringify(this.meshConfig), proxyConfigs, pods: [{ namespace, labels, annotations }] };
    // Without settings there is nothing to ask.
    if (proxyConfigs.length === 0 && !/proxyMetadata/.test(JSON.stringify([this.meshConfig, annotations]))) { return {}; }
    return (JSON.parse(run(this.programs['istio-agent'], ['proxy-metadata'], JSON.stringify(question))) as Record<string, string>[])[0];
  }

  /**
   * Waits until all proxies use the applied objects.
   *
   * istiod knows the objects. A listener that is added now comes to the proxies with the objects or after them, so a proxy with the listener has the
   * objects too.
   */
  public async settle(): Promise<void> {
    const running = [...this.pods.values()];
    const { zone, ports } = await this.kubernetes.sync(running.map(({ facts }) => facts));
    const addresses = { ...this.names.addresses, ...zone.addresses };
    await this.outside.ask({ zone: { addresses, aliases: { ...this.names.aliases, ...zone.aliases } } });
    await Promise.all(running.map(pod => pod.listen(ports(pod.facts).map(port => ({ port })), this.forms)));
    const ambient = running.filter(({ facts }) => facts.ambient);
    if (ambient.length > 0 || running.some(({ environment }) => Object.keys(environment).length > 0)) { await this.kubernetes.untilAllocated(); }
    this.markers += 1;
    const listener = `lab-${this.markers}`;
    await this.cluster.client.apply([markerFilter(listener)]);
    const pods = [...this.pods.values()].filter(({ hasProxy }) => hasProxy);
    await Promise.all(pods.filter(({ facts }) => !facts.isWaypoint).map(pod => pod.untilListening(listener)));
    if (this.ztunnel && ambient.length > 0) { await this.untilServed(this.ztunnel, ambient, listener); }
    await this.istiod.untilTaken(pods.map(({ proxyId }) => proxyId));
    await Promise.all(pods.map(pod => pod.refreshNames()));
  }

  /** Whether there can be pods in ambient mode. */
  public get hasZtunnel(): boolean {
    return this.ztunnel !== undefined;
  }

  /** Waits until ztunnel serves pods, and knows the objects: it gets the entry that is added now with them or after them. */
  private async untilServed(ztunnel: Ztunnel, pods: readonly Pod[], marker: string): Promise<void> {
    const host = `${marker}.invalid`;
    await this.cluster.client.apply([markerEntry(host)]);
    await ztunnel.untilKnown(host);
    for (const pod of pods.filter(each => !this.served.has(each))) {
      await ztunnel.serve({ ...pod.facts, network: pod.namespace });
      this.served.add(pod);
    }
  }
}

function dialOf({ template: _template, ...dial }: LabDial): Dial {
  return dial;
}

function keyOf({ apiVersion, kind, metadata = {} }: KubernetesObject): string {
  return [apiVersion.split('/')[0], kind, metadata.namespace, metadata.name].join(' ');
}

/** Whether an object differs in a field that the API server never changes: the address of a Service, the selector of a workload. */
function isReplaced(a: KubernetesObject, b: KubernetesObject): boolean {
  const fixed = ({ kind, apiVersion, spec }: KubernetesObject): unknown => kind === 'Service' ? recordOf(spec).clusterIP
    : apiVersion.startsWith('apps/') ? recordOf(spec).selector : undefined;
  return JSON.stringify(fixed(a)) !== JSON.stringify(fixed(b));
}

/** An entry that no client uses. */
function markerEntry(host: string): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'lab', namespace: 'istio-system' },
    spec: { hosts: [host], addresses: ['240.0.0.1'], ports: [{ number: 15099, name: 'tcp', protocol: 'TCP' }], resolution: 'STATIC', endpoints: [{ address: '240.0.0.1' }] },
  };
}

/** Adds a listener that no client dials to all proxies, and replaces the listener before. */
function markerFilter(name: string): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: 'lab', namespace: 'istio-system' },
    spec: {
      configPatches: ['SIDECAR_OUTBOUND', 'GATEWAY'].map(context => ({
        applyTo: 'LISTENER',
        match: { context },
        patch: {
          operation: 'ADD',
          value: {
            name,
            address: { pipe: { path: `@${name}` } },
            filter_chains: [{
              filters: [{
                name: 'envoy.filters.network.tcp_proxy',
                typed_config: { '@type': TCP_PROXY, 'stat_prefix': 'lab', 'cluster': 'BlackHoleCluster' },
              }],
            }],
          },
        },
      })),
    },
  };
}
