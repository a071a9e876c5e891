import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accessLogEntries, AccessLogEntry } from './access-log';
import { captureFlags, interceptionMode, PROXY_USER } from './capture-flags';
import type { Dial, Dialled } from './client';
import { envoyBootstrap, ProxyPlaces } from './envoy-bootstrap';
import type { Labels } from '../../../src/analysis/base/labels';
import { Daemon } from '../machine/daemon';
import type { Network, NetworkNamespace } from '../machine/network';
import { Peer } from '../machine/peer';

/** The facts that the injector and istiod know about a pod. */
export interface PodTemplate {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Whether it has a sidecar. */
  readonly injected: boolean;
}

/** Options of a pod. */
export interface PodOptions extends PodTemplate {
  readonly name: string;
  readonly folder: string;
  readonly network: Network;
  readonly programs: Readonly<Record<'envoy' | 'istio-iptables', string>>;
  readonly istiod: ProxyPlaces['istiod'];
}

const READY_SECONDS = 60;
/** A proxy writes its log when a connection ends. That may be after the client sees the end. */
const LOG_MILLISECONDS = 5000;
const LOG_PAUSE_MILLISECONDS = 10;

/** A pod as a node would run it: a network namespace with Istio's own iptables rules, the proxy, and a client instead of the application. */
export class Pod {
  /**
   * Starts a pod. Its proxy asks istiod for its configuration, which `Mesh` waits for.
   *
   * @throws if Istio's init code fails
   */
  public static start({ network, programs, folder, istiod, name, ...template }: PodOptions): Pod {
    const namespace = network.addPod();
    const { addresses } = namespace;
    const admin = join(folder, `${name}.sock`);
    let proxy: Daemon | undefined;
    if (template.injected) {
      const flags = captureFlags(template.annotations, addresses.length > 1);
      if (flags) { namespace.run(programs['istio-iptables'], ...flags); }
      const bootstrap = join(folder, `${name}.json`);
      writeFileSync(bootstrap, JSON.stringify(envoyBootstrap({ name, addresses, ...template }, { istiod, admin })));
      const [command, args] = namespace.command(
        'setpriv', '--reuid', String(PROXY_USER), '--regid', String(PROXY_USER), '--clear-groups',
        // Transparent sockets need a privilege, which the injector gives to the proxy in that mode.
        ...interceptionMode(template.annotations) === 'TPROXY' ? ['--inh-caps', '+net_admin', '--ambient-caps', '+net_admin'] : [],
        programs.envoy, '-c', bootstrap, '--concurrency', '1', '--disable-hot-restart', '--log-level', 'warning', '--file-flush-interval-msec', '20',
      );
      proxy = new Daemon({ name, folder, command, args, logOwner: PROXY_USER });
    }
    return new Pod(name, template, namespace, admin, proxy);
  }

  /** The proxy's name in istiod. */
  public readonly proxyId: string;
  private readonly client: Peer<Dial, Dialled>;

  private constructor(
    name: string,
    template: PodTemplate,
    private readonly namespace: NetworkNamespace,
    private readonly admin: string,
    private readonly proxy: Daemon | undefined,
  ) {
    this.proxyId = `${name}.${template.namespace}`;
    this.client = new Peer(`the client of ${name}`, namespace, join(__dirname, 'client.ts'));
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
    const all = await Promise.all(dials.map(dial => this.client.ask(dial)));
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
