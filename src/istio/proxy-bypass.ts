import { IConstruct } from 'constructs';
import { InterceptionMode } from './interception-mode';
import { quote, quoteAll } from '../analysis/base/quote';
import { CAPTURE_ANNOTATIONS } from '../analysis/reach/proxy/capture';
import { cidrOfAddress, isIpAddress, parseCidr } from '../analysis/syntax/addresses';
import { checkPortNumber } from '../core/port-number';
import { Workload } from '../core/workload';

const BYPASS = Symbol.for('cdk8s-istio-oneagent.ProxyBypass');

/**
 * Leads some traffic of a workload past its sidecar: annotations of the pod template, which the sidecar injector turns into rules of the pod's
 * network.
 *
 * What goes past the sidecar is under no policy of the mesh: no mutual TLS, no `REGISTRY_ONLY`, no telemetry, and ServiceEntries mean nothing to it.
 *
 * An annotation replaces the mesh-wide setting of the same name (Helm's `global.proxy.excludeIPRanges` and so on): name here what is set there.
 * Values that the pod template has already are kept, the new ones join them.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export class ProxyBypass {
  /** Ranges of IP addresses whose traffic goes through the sidecar: `*` or a list; empty for none. */
  public static readonly INCLUDE_OUTBOUND_IP_RANGES: string = CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES;
  /** Ranges of IP addresses whose traffic goes past the sidecar. */
  public static readonly EXCLUDE_OUTBOUND_IP_RANGES: string = CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES;
  /** Ports whose traffic goes through the sidecar, whatever the address. */
  public static readonly INCLUDE_OUTBOUND_PORTS: string = CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS;
  /** Ports whose traffic goes past the sidecar. */
  public static readonly EXCLUDE_OUTBOUND_PORTS: string = CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS;
  /** Ports of the workload that the sidecar takes traffic for: `*` or a list; empty for none. */
  public static readonly INCLUDE_INBOUND_PORTS: string = CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS;
  /** Ports of the workload that the sidecar takes no traffic for. */
  public static readonly EXCLUDE_INBOUND_PORTS: string = CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS;
  /** Network interfaces whose traffic goes past the sidecar. */
  public static readonly EXCLUDE_INTERFACES: string = CAPTURE_ANNOTATIONS.EXCLUDE_INTERFACES;
  /** Virtual interfaces, of virtual machines in the pod, whose inbound traffic counts as outbound. */
  public static readonly REROUTE_VIRTUAL_INTERFACES: string = CAPTURE_ANNOTATIONS.REROUTE_VIRTUAL_INTERFACES;
  /** How traffic is led to the sidecar. */
  public static readonly INTERCEPTION_MODE: string = CAPTURE_ANNOTATIONS.INTERCEPTION_MODE;

  /**
   * The bypass of a workload: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout, of cdk8s-plus or any other
   * library. Always the same object for one construct.
   *
   * @throws if the construct has no pod template
   */
  public static of(workload: IConstruct): ProxyBypass {
    const holder = workload as IConstruct & { [BYPASS]?: ProxyBypass };
    if (!holder[BYPASS]) { Object.defineProperty(holder, BYPASS, { value: new ProxyBypass(Workload.of(workload)) }); }
    return holder[BYPASS]!;
  }

  private readonly workload: Workload;

  private constructor(workload: Workload) {
    this.workload = workload;
  }

  /**
   * Traffic to these ranges goes past the sidecar. An IP address stands for itself alone.
   *
   * @throws if an item is neither a CIDR nor an IP address, or is the range of all addresses: say `captureNoOutboundTraffic()` for that
   */
  public excludeOutboundIpRanges(...ranges: string[]): void {
    this.join(ProxyBypass.EXCLUDE_OUTBOUND_IP_RANGES, ranges.map(range => toCidr('excludeOutboundIPRanges', range, ALL_EXCLUDED)));
  }

  /**
   * Traffic to these ports goes past the sidecar, to whatever address. Port 443 opens all HTTPS; port 53 turns Istio's DNS capture off.
   *
   * @throws if a number is no port
   */
  public excludeOutboundPorts(...ports: number[]): void {
    this.join(ProxyBypass.EXCLUDE_OUTBOUND_PORTS, toPorts('excludeOutboundPorts', ports));
  }

  /**
   * Only traffic to these ranges goes through the sidecar; an IP address stands for itself alone. Excluded ranges and ports are taken from it.
   *
   * @throws if an item is neither a CIDR nor an IP address, or is the range of all addresses, which is the default, or if no outbound traffic is to
   * be captured
   */
  public includeOutboundIpRanges(...ranges: string[]): void {
    const items = ranges.map(range => toCidr('includeOutboundIPRanges', range, ALL_INCLUDED));
    if (items.length > 0 && this.workload.annotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES) === '') {
      throw new Error(`'includeOutboundIPRanges' of "${this.workload.construct.node.path}" is "", which captures nothing: it can't take ${quoteAll(items)} too`);
    }
    this.join(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES, items);
  }

  /**
   * Traffic to these ports goes through the sidecar even where the address is not included.
   *
   * @throws if a number is no port
   */
  public includeOutboundPorts(...ports: number[]): void {
    this.join(ProxyBypass.INCLUDE_OUTBOUND_PORTS, toPorts('includeOutboundPorts', ports));
  }

  /**
   * No outbound traffic goes through the sidecar, but to ports that are included. The whole mesh, `REGISTRY_ONLY` included, then means nothing to
   * what the workload calls.
   *
   * @throws if ranges were included
   */
  public captureNoOutboundTraffic(): void {
    const included = this.workload.annotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES);
    if (included) { throw new Error(`'includeOutboundIPRanges' of "${this.workload.construct.node.path}" is ${quote(included)}: it can't be empty too`); }
    this.workload.setAnnotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES, '');
  }

  /**
   * The sidecar takes traffic for these ports of the workload only.
   *
   * @throws if a number is no port
   */
  public includeInboundPorts(...ports: number[]): void {
    this.join(ProxyBypass.INCLUDE_INBOUND_PORTS, toPorts('includeInboundPorts', ports));
  }

  /**
   * The sidecar takes no traffic for these ports of the workload.
   *
   * @throws if a number is no port
   */
  public excludeInboundPorts(...ports: number[]): void {
    this.join(ProxyBypass.EXCLUDE_INBOUND_PORTS, toPorts('excludeInboundPorts', ports));
  }

  /**
   * Traffic of these network interfaces goes past the sidecar.
   *
   * @throws if a name can't be the name of an interface: 15 characters at most, a letter first
   */
  public excludeInterfaces(...names: string[]): void {
    this.join(ProxyBypass.EXCLUDE_INTERFACES, names.map(name => toInterface('excludeInterfaces', name)));
  }

  /**
   * What comes in by these virtual interfaces, of virtual machines in the pod, is treated as outbound traffic.
   *
   * @throws if a name can't be the name of an interface: 15 characters at most, a letter first
   */
  public rerouteVirtualInterfaces(...names: string[]): void {
    this.join(ProxyBypass.REROUTE_VIRTUAL_INTERFACES, names.map(name => toInterface('reroute-virtual-interfaces', name)));
  }

  /** Sets how traffic is led to the sidecar; NONE leaves it out altogether. */
  public interceptionMode(mode: InterceptionMode): void {
    this.workload.setAnnotation(ProxyBypass.INTERCEPTION_MODE, mode);
  }

  private join(annotation: string, items: string[]): void {
    if (items.length === 0) { return; }
    const given = this.workload.annotation(annotation);
    if (given === '*') {
      throw new Error(`${quote(annotation)} of "${this.workload.construct.node.path}" is "*", which takes no further items: remove it from the pod template`);
    }
    const all = new Set([...(given ?? '').split(',').map(item => item.trim()).filter(item => item !== ''), ...items]);
    this.workload.setAnnotation(annotation, [...all].sort(byNumberOrText).join(','));
  }
}

const ALL_EXCLUDED = 'call captureNoOutboundTraffic() if that is meant';
const ALL_INCLUDED = 'leave it out, all are included by default';

/** The injector wants real prefixes: a bare address would keep every pod of the workload from being created. */
function toCidr(prop: string, range: string, remedyForAll: string): string {
  if (isIpAddress(range)) { return cidrOfAddress(range); }
  const cidr = parseCidr(range);
  if (!cidr) { throw new Error(`'${prop}' takes CIDRs and IP addresses, got ${quote(range)}`); }
  if (cidr.prefix === 0) {
    throw new Error(`'${prop}' takes ranges, not all addresses at once, got ${quote(range)}; ${remedyForAll}`);
  }
  return `${cidr.address}/${cidr.prefix}`;
}

function toPorts(prop: string, ports: number[]): string[] {
  return ports.map(port => String(checkPortNumber(prop, port)));
}

function toInterface(prop: string, name: string): string {
  if (!/^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/.test(name)) {
    throw new Error(`'${prop}' takes names of network interfaces, 15 characters at most, a letter first, got ${quote(name)}`);
  }
  return name;
}

function byNumberOrText(a: string, b: string): number {
  if (/^[0-9]+$/.test(a) && /^[0-9]+$/.test(b)) { return Number(a) - Number(b); }
  return a < b ? -1 : Number(a > b);
}
