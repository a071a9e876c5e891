import { CaptureMode } from './capture-mode';
import { EgressHost, IEgressTarget } from './egress-host';
import { PortProtocol } from './port-protocol';
import * as l1 from '../../imports/networking.istio.io';
import { quote, quoteAll } from '../analysis/base/quote';
import { isIpAddress } from '../analysis/syntax/addresses';
import { EgressHostSet } from '../analysis/syntax/egress-host-set';
import { isUnixAddress } from '../analysis/syntax/unix-address';
import { checkLabelName } from '../core/check-name';
import { checkPortNumber } from '../core/network-values';
import { checkCall } from '../core/signatures/check-call';

/** Properties of a listener of a Sidecar for one port. */
export interface SidecarEgressListenerProps {
  /**
   * Port number that applications connect to: 1 to 65535. Required unless `bind` is a Unix socket.
   *
   * @default - no port: the listener has a Unix socket
   */
  readonly port?: number;

  /** Protocol of the port. It takes precedence over the protocols of the services' ports. */
  readonly protocol: PortProtocol;

  /**
   * Name of the port: a DNS label.
   *
   * @default - no name
   */
  readonly portName?: string;

  /**
   * IP address, or Unix socket (`unix:///path`), that the listener is bound to instead of the addresses of the services.
   *
   * @default - the addresses of the services
   */
  readonly bind?: string;

  /**
   * How traffic reaches the listener. With NONE and without `bind`, it is bound to 127.0.0.1.
   *
   * @default - as the settings of the mesh define
   */
  readonly captureMode?: CaptureMode;

  /**
   * Targets that the listener imports: services that have the port.
   *
   * If all hosts are exact, the listener imports only one service for each host, even if the host has several ServiceEntries. Include a wildcard to import
   * all of them.
   */
  readonly hosts: IEgressTarget[];
}

/**
 * A listener of a Sidecar for one port, with the services that applications reach through it.
 *
 * Plain text HTTP on that port then reaches only the services that this listener imports.
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
      throw new Error(`'bind' must be an IP address${orSocket}, got ${quote(bind)}`);
    }
    if (socket && !hasPort) {
      throw new Error(`'bind' of the listener without a port must be an IP address, got ${quote(bind)}; pass a Unix socket to addEgressListener()`);
    }
    if (socket && port !== undefined) {
      throw new Error(`'port' must be left out for the Unix socket ${quote(bind)}, got ${quote(port)}; leave it out`);
    }
    if (socket && captureMode === CaptureMode.IPTABLES) {
      throw new Error(`'captureMode' must be DEFAULT or NONE for the Unix socket ${quote(bind)}, got "IPTABLES"; only ports can be redirected`);
    }
    if (hasPort && !socket) {
      if (port === undefined) { throw new Error('\'port\' is required unless \'bind\' is a Unix socket, got "undefined"'); }
      checkPortNumber('port', port);
    }
    if (portName !== undefined) { checkLabelName('\'portName\'', portName); }
    this.options = { ...options };
    this.targets = new Set(options.hosts);
  }

  /**
   * Imports more targets. A target that is already imported is ignored.
   *
   * @throws if a value is not a target, such as a text
   */
  public allowEgressTo(...targets: IEgressTarget[]): void {
    checkCall('SidecarEgressListener#allowEgressTo', targets);
    targets.forEach(target => this.targets.add(target));
  }

  /**
   * Removes a host that was passed as an `EgressHost`. Hosts of other targets that it covered are then written to the manifest again.
   *
   * @throws if the listener does not have the host
   */
  public removeEgressHost(host: EgressHost): void {
    checkCall('SidecarEgressListener#removeEgressHost', [host]);
    const given = this.givenHosts();
    const removed = given.filter(({ value }) => value === host.value);
    if (removed.length === 0) {
      const others = given.length > 0 ? `, only ${quoteAll(given.map(({ value }) => value))}` : ' or any other';
      throw new Error(`'host' must be a host that was passed as an EgressHost, got ${quote(host.value)}; the listener has no such host${others}`);
    }
    removed.forEach(target => this.targets.delete(target));
  }

  /**
   * All targets of the listener.
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

  /** The hosts that the user passed, and those of the targets that no other host covers: Istio warns about covered hosts. */
  private renderHosts(namespace: string, rootNamespace: string): string[] {
    // In the root namespace, `.` means the namespace of each workload, not that of the Sidecar.
    const hosts = new EgressHostSet(namespace === rootNamespace ? undefined : namespace);
    const given = new Set(this.givenHosts().map(({ value }) => value));
    given.forEach(value => hosts.add(value));
    for (const target of this.targets) {
      for (const { value } of target.egressHosts) { hosts.add(value); }
    }
    return hosts.values().filter(value => given.has(value) || !hosts.isCovered(value)).sort();
  }

  private givenHosts(): EgressHost[] {
    return this._targets.filter(isEgressHost);
  }
}

/** A host is its own target. Its class does not tell, because another copy of this library may have made it. */
function isEgressHost(target: IEgressTarget): target is EgressHost {
  return (target.egressHosts as readonly IEgressTarget[]).includes(target);
}
