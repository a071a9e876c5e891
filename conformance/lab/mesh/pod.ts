import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accessLogEntries, AccessLogEntry, entryAfter, entryFrom } from './access-log';
import { captureFlags, interceptionMode, PROXY_USER } from './capture-flags';
import type { Dial, Dialled, Forms, Listener } from './connection';
import { DnsProxy } from './dns-proxy';
import { envoyBootstrap, ProxyPlaces } from './envoy-bootstrap';
import type { RunningPod } from './kubernetes-services';
import type { Labels } from '../../../src/analysis/base/labels';
import { isGatewayPod } from '../../../src/analysis/model/pods/sidecar-injection';
import { Daemon } from '../machine/daemon';
import { DNS_ADDRESS, Network, NetworkNamespace } from '../machine/network';
import { Peer } from '../machine/peer';
import type { Program } from '../programs/programs';

/** The facts that the injector and istiod know about a pod. */
export interface PodTemplate {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Whether it has a sidecar. */
  readonly injected: boolean;
  /** Whether ztunnel takes its connections. */
  readonly ambient?: boolean;
  /** Whether it is a waypoint: a proxy of its own, without an application. */
  readonly isWaypoint?: boolean;
  /** Its name in a StatefulSet, and the Service that governs the set. */
  readonly stableName?: RunningPod['stableName'];
}

/** Options of a pod. */
export interface PodOptions extends PodTemplate {
  readonly name: string;
  readonly folder: string;
  /** Folder of the certificate authorities. */
  readonly authorities: string;
  readonly network: Network;
  readonly programs: Readonly<Record<Program, string>>;
  readonly istiod: ProxyPlaces['istiod'];
  /** Where waypoints get their configuration. */
  readonly waypointSource?: ProxyPlaces['istiod'];
  readonly certificates: string;
  /** Environment variables of the proxy. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What runs in a pod. */
interface PodParts {
  readonly namespace: NetworkNamespace;
  readonly admin: string;
  readonly proxy?: Daemon;
  readonly dns?: DnsProxy;
}

const READY_SECONDS = 60;
const DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';
const DNS_CAPTURE_OF_ZTUNNEL = 'ambient.istio.io/dns-capture';
/** Longer than a proxy waits for a connection to be established. */
const ANSWER_MILLISECONDS = 12_000;
/** A proxy writes its log when a connection ends. That may be after the client sees the end. */
const LOG_MILLISECONDS = 5000;
/** The log of the next proxy is written a moment after that of the proxy before. */
const NEXT_LOG_MILLISECONDS = 500;
const LOG_PAUSE_MILLISECONDS = 10;

/** A pod as a node would run it: a network namespace with Istio's own iptables rules, the proxy, and a client instead of the application. */
export class Pod {
  /**
   * Starts a pod. Its proxy asks istiod for its configuration, which `Mesh` waits for.
   *
   * @throws if Istio's init code fails
   */
  public static start(options: PodOptions): Pod {
    const { network, programs, folder, authorities, istiod: source, waypointSource = source, certificates, environment, name, ...template } = options;
    const istiod = template.isWaypoint ? waypointSource : source;
    const namespace = network.addPod();
    const resolver = join(folder, `${name}.resolv.conf`);
    writeFileSync(resolver, resolverConfig(template.namespace));
    namespace.run('mount', '--bind', resolver, '/etc/resolv.conf');
    const isGateway = isGatewayPod(template.annotations) || template.isWaypoint === true;
    let dns: DnsProxy | undefined;
    const { addresses } = namespace;
    if (template.ambient) { namespace.run(programs['node-agent'], 'rules', String(template.annotations[DNS_CAPTURE_OF_ZTUNNEL] !== 'false')); }
    const admin = join(folder, `${name}.sock`);
    let proxy: Daemon | undefined;
    if (template.injected || isGateway) {
      const capturesDns = !isGateway && environment[DNS_CAPTURE] === 'true';
      const flags = isGateway ? undefined : captureFlags(template.annotations, addresses.length > 1, capturesDns);
      if (flags) { namespace.run(programs['istio-iptables'], ...flags); }
      const bootstrap = join(folder, `${name}.json`);
      writeFileSync(bootstrap, JSON.stringify(envoyBootstrap({ name, addresses, environment, ...template }, { istiod, admin, certificates })));
      const [command, args] = namespace.command(
        'setpriv', '--reuid', String(PROXY_USER), '--regid', String(PROXY_USER), '--clear-groups',
        // Transparent sockets need a privilege, which the injector gives to the proxy in that mode.
        ...interceptionMode(template.annotations) === 'TPROXY' ? ['--inh-caps', '+net_admin', '--ambient-caps', '+net_admin'] : [],
        programs.envoy, '-c', bootstrap, '--concurrency', '1', '--disable-hot-restart', '--log-level', 'warning', '--file-flush-interval-msec', '20',
      );
      proxy = new Daemon({ name, folder, command, args, logOwner: PROXY_USER });
      if (capturesDns) { dns = new DnsProxy(name, namespace, programs['istio-agent'], bootstrap, `${istiod.address}:${istiod.port}`); }
    }
    const client = new Peer(`the application of ${name}`, namespace, programs.peer, [name, authorities]);
    return new Pod({ name, addresses, ...template }, environment, client, { namespace, admin, proxy, dns });
  }

  /** The proxy's name in istiod. */
  public readonly proxyId: string;
  public readonly namespace: NetworkNamespace;
  private readonly admin: string;
  private readonly proxy: Daemon | undefined;
  private readonly dns: DnsProxy | undefined;
  private dials = 0;

  private constructor(
    public readonly facts: RunningPod,
    /** Environment variables of its proxy. */
    public readonly environment: Readonly<Record<string, string>>,
    private readonly client: Peer,
    { namespace, admin, proxy, dns }: PodParts,
  ) {
    this.proxyId = `${facts.name}.${facts.namespace}`;
    this.namespace = namespace;
    this.admin = admin;
    this.proxy = proxy;
    this.dns = dns;
  }

  /** Makes the servers of the pod listen on exactly these ports. A gateway has no application. */
  public async listen(listeners: readonly Listener[], forms: Forms): Promise<void> {
    await this.client.ask({ speak: forms });
    await this.client.ask({ listen: isGatewayPod(this.facts.annotations) || this.facts.isWaypoint ? [] : listeners });
  }

  /** Gives the DNS proxy what istiod now answers; done at once without a DNS proxy. */
  public async refreshNames(): Promise<void> {
    await this.dns?.refresh();
  }

  /** The proxy's entry about what another proxy sent to it; undefined if the proxy logs nothing in time, such as for a port that it does not see. */
  public async entryAfter(entry: AccessLogEntry): Promise<AccessLogEntry | undefined> {
    const deadline = Date.now() + NEXT_LOG_MILLISECONDS;
    for (;;) {
      const found = this.proxy && entryAfter(this.proxy.logged(), entry);
      if (found !== undefined && found.client !== entry.client) { return found; }
      if (Date.now() > deadline) { return undefined; }
      await pause(LOG_PAUSE_MILLISECONDS);
    }
  }

  /** The proxy's entry about what it sent from an address and port. */
  public entryFrom(address: string): AccessLogEntry | undefined {
    return this.proxy && entryFrom(this.proxy.logged(), address);
  }

  /** Whether the pod has a proxy. */
  public get hasProxy(): boolean {
    return this.proxy !== undefined;
  }

  /**
   * Opens connections at the same time, as the application would.
   *
   * @returns what happened to each, and the proxy's log entry; undefined if the proxy logged nothing in time
   */
  public async dial(dials: readonly Dial[]): Promise<{ readonly dialled: Dialled; readonly entry?: AccessLogEntry }[]> {
    // Clients use ports again: earlier entries are about other connections.
    const before = this.proxy?.logged().length ?? 0;
    const all = await Promise.all(dials.map(dial => {
      this.dials += 1;
      return this.client.ask<Dialled>({ dial: { ...dial, id: `${this.facts.name}-${this.dials}`, milliseconds: ANSWER_MILLISECONDS } });
    }));
    const awaited = all.flatMap(({ from, received }) => from !== undefined && from !== received?.from ? [from] : []);
    const deadline = Date.now() + LOG_MILLISECONDS;
    let log = new Map<string, AccessLogEntry>();
    while (this.proxy && !awaited.every(from => log.has(from)) && Date.now() < deadline) {
      log = accessLogEntries(this.proxy.logged().slice(before));
      await pause(LOG_PAUSE_MILLISECONDS);
    }
    return all.map(dialled => ({ dialled, entry: log.get(dialled.from ?? '') }));
  }

  /**
   * Waits until the proxy uses a listener.
   *
   * @throws if that takes too long, with the last lines of the proxy's log
   */
  public async untilListening(listener: string): Promise<void> {
    await this.proxy?.until(`listening on ${listener}`, READY_SECONDS, async () => (await this.ask('/listeners')).includes(`${listener}::`));
    // Listeners that wait for their routes are not in that list.
    await this.proxy?.until('done with warming', READY_SECONDS, async () => !(await this.ask('/config_dump')).includes('"warming_state"'));
  }

  /** Stops the pod. */
  public async stop(): Promise<void> {
    this.client.stop();
    this.dns?.stop();
    await this.proxy?.stop();
    this.namespace.remove();
  }

  private ask(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      request({ socketPath: this.admin, path }, response => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => { resolve(text); }).on('error', reject);
      }).on('error', reject).end();
    });
  }
}

/** The configuration of a pod's resolver, as a kubelet writes it. */
function resolverConfig(namespace: string): string {
  const domain = 'svc.cluster.local';
  return `nameserver ${DNS_ADDRESS}\nsearch ${namespace}.${domain} ${domain} cluster.local\noptions ndots:5\n`;
}
