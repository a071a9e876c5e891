import { CaptureMode } from './capture-mode';
import { EgressHost, IEgressTarget } from './egress-host';
import { PortProtocol } from './port-protocol';
import * as l1 from '../../imports/networking.istio.io';
import { quote, quoteAll } from '../analysis/base/quote';
import { isIpAddress } from '../analysis/syntax/addresses';
import { EgressHostSet } from '../analysis/syntax/egress-host-set';
import { isUnixAddress } from '../analysis/syntax/unix-address';
import { checkLabelName } from '../core/check-name';
import { checkPortNumber } from '../core/port-number';

/** Properties of a listener of a Sidecar that has a port of its own. */
export interface SidecarEgressListenerProps {
  /**
   * The port that applications dial: 1 to 65535.
   *
   * @default - none, which only a listener on a Unix socket (`bind`) may have
   */
  readonly port?: number;

  /** The protocol of the port. It decides how traffic is treated, whatever the services' own ports say. */
  readonly protocol: PortProtocol;

  /**
   * Name of the port.
   *
   * @default - none
   */
  readonly portName?: string;

  /**
   * IP address, or `unix:///path`, that the listener is bound to, in place of the services' addresses.
   *
   * @default - the addresses of the services
   */
  readonly bind?: string;

  /**
   * How traffic reaches the listener. NONE without `bind` means 127.0.0.1.
   *
   * @default - as the mesh's settings say
   */
  readonly captureMode?: CaptureMode;

  /**
   * What the listener imports: services that have the port.
   *
   * With exact hosts only it imports one service of each host, however many entries and addresses it has: put a wildcard among them.
   */
  readonly hosts: IEgressTarget[];
}

/**
 * A listener of a Sidecar: services that applications reach through it.
 *
 * Once a listener has a port, plain text HTTP on that port finds only what this listener imports.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class SidecarEgressListener {
  /** @internal */
  public static _ofPort(props: SidecarEgressListenerProps): SidecarEgressListener {
    return new SidecarEgressListener(props);
  }

  /** The listener without a port. @internal */
  public static _ofAllPorts(hosts: IEgressTarget[], bind?: string, captureMode?: CaptureMode): SidecarEgressListener {
    return new SidecarEgressListener({ hosts, bind, captureMode });
  }

  private readonly options: Partial<SidecarEgressListenerProps>;
  private readonly targets: Set<IEgressTarget>;

  private constructor(options: Partial<SidecarEgressListenerProps>) {
    const { bind, captureMode, port, portName } = options;
    const hasPort = options.protocol !== undefined;
    const socket = bind !== undefined && isUnixAddress(bind);
    if (bind !== undefined && !socket && !isIpAddress(bind)) {
      const orSocket = hasPort ? ', or a Unix socket as "unix:///path" or "unix://@name"' : '';
      throw new Error(`'bind' takes an IP address${orSocket}, got ${quote(bind)}`);
    }
    if (socket && !hasPort) {
      throw new Error(`'bind' of the listener without port takes an IP address, got ${quote(bind)}; give a Unix socket to addEgressListener()`);
    }
    if (socket && port !== undefined) {
      throw new Error(`'port' can't be given for the Unix socket ${quote(bind)}, got ${quote(port)}; leave it out`);
    }
    if (socket && captureMode === CaptureMode.IPTABLES) {
      throw new Error(`'captureMode' must be DEFAULT or NONE for the Unix socket ${quote(bind)}, got "IPTABLES"; it is ports that are redirected`);
    }
    if (hasPort && !socket) {
      if (port === undefined) { throw new Error('\'port\' must be given, unless \'bind\' is a Unix socket'); }
      checkPortNumber('port', port);
    }
    if (portName !== undefined) { checkLabelName('\'portName\'', portName); }
    this.options = { ...options };
    options.hosts?.forEach(target => checkTarget('hosts', target));
    this.targets = new Set(options.hosts);
  }

  /**
   * Imports what is to be reached through this listener; what is imported already is ignored.
   *
   * @throws if a target has no egress hosts, such as a plain text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    targets.forEach(target => checkTarget('targets', target));
    targets.forEach(target => this.targets.add(target));
  }

  /**
   * Takes back a host that was passed as an `EgressHost`. What it covered is written again by that.
   *
   * @throws if the host is not there
   */
  public removeEgressHost(host: EgressHost): void {
    const given = this.givenHosts();
    const removed = given.filter(({ value }) => value === host.value);
    if (removed.length === 0) {
      const others = given.length > 0 ? `, only ${quoteAll(given.map(({ value }) => value))}` : ' or any other';
      throw new Error(`'host' must be one that was passed as an EgressHost, got ${quote(host.value)}; the listener has no such host${others}`);
    }
    removed.forEach(target => this.targets.delete(target));
  }

  /**
   * The targets that the listener is there for.
   *
   * @internal
   */
  public get _targets(): readonly IEgressTarget[] {
    return [...this.targets];
  }

  /** @internal */
  public get _key(): string {
    return String(this.options.port ?? this.options.bind);
  }

  /** @internal */
  public get _isEmpty(): boolean {
    return this._targets.every(target => target.egressHosts.length === 0);
  }

  /** @internal */
  public _toSpec(namespace: string, rootNamespace: string): l1.SidecarSpecEgress {
    const { port, protocol, portName, bind, captureMode } = this.options;
    return {
      hosts: this.renderHosts(namespace, rootNamespace),
      port: protocol && { number: port ?? 0, protocol, name: portName },
      bind,
      captureMode: captureMode as string as l1.SidecarSpecEgressCaptureMode,
    };
  }

  /** What the user wrote stays as it is; what is derived is left out where another host covers it, because Istio warns of it. */
  private renderHosts(namespace: string, rootNamespace: string): string[] {
    // In the root namespace `.` means the namespace of each workload, not the Sidecar's own.
    const hosts = new EgressHostSet(namespace === rootNamespace ? undefined : namespace);
    const given = new Set(this.givenHosts().map(({ value }) => value));
    given.forEach(value => hosts.add(value));
    for (const target of this.targets) {
      for (const { value } of target.egressHosts) { hosts.add(value); }
    }
    return hosts.values().filter(value => given.has(value) || !hosts.isCovered(value)).sort();
  }

  private givenHosts(): EgressHost[] {
    return this._targets.filter(target => target instanceof EgressHost);
  }
}

/** Without types, as in JavaScript, anything may be passed. */
function checkTarget(name: string, target: IEgressTarget): void {
  if (typeof target !== 'object' || target === null || !('egressHosts' in target)) {
    throw new Error(`'${name}' takes ServiceEntries, patterns such as OneAgentEgress, or hosts such as EgressHost.of("shop/api.example.com"), got ${quote(target)}`);
  }
}
