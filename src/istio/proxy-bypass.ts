import { IConstruct } from 'constructs';
import { InterceptionMode } from './interception-mode';
import { quote, quoteAll } from '../analysis/base/quote';
import { CAPTURE_ANNOTATIONS } from '../analysis/reach/proxy/capture';
import { cidrOfAddress, isIpAddress, parseCidr } from '../analysis/syntax/addresses';
import { quotePath } from '../core/check-construct';
import { checkPortNumber } from '../core/network-values';
import { checkCall } from '../core/signatures/check-call';
import { Workload } from '../core/workload';

const BYPASS = Symbol.for('cdk8s-istio-oneagent.ProxyBypass');

/**
 * Excludes traffic of a workload from its sidecar: annotations of the pod template, which the sidecar injector turns into rules of the pod's network.
 *
 * No policy of the mesh applies to traffic that bypasses the sidecar: no mutual TLS, no `REGISTRY_ONLY`, no telemetry, and no ServiceEntry.
 *
 * An annotation replaces the mesh-wide setting of the same name (Helm's `global.proxy.excludeIPRanges` and so on), so repeat the values of that setting
 * here. Values that the pod template already has are kept, and new ones are added.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 *
 * @exampleMetadata fixture=app
 * @example
 * ProxyBypass.of(web).excludeOutboundIpRanges('203.0.113.10/32');
 */
export class ProxyBypass {
  /** Annotation with the IP ranges whose outbound traffic the sidecar captures: `*`, a list, or an empty text for none. */
  public static readonly INCLUDE_OUTBOUND_IP_RANGES: string = CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES;
  /** Annotation with the IP ranges whose outbound traffic bypasses the sidecar. */
  public static readonly EXCLUDE_OUTBOUND_IP_RANGES: string = CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES;
  /** Annotation with the ports whose outbound traffic the sidecar captures, whatever the address. */
  public static readonly INCLUDE_OUTBOUND_PORTS: string = CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS;
  /** Annotation with the ports whose outbound traffic bypasses the sidecar. */
  public static readonly EXCLUDE_OUTBOUND_PORTS: string = CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS;
  /** Annotation with the ports of the workload whose inbound traffic the sidecar captures: `*`, a list, or an empty text for none. */
  public static readonly INCLUDE_INBOUND_PORTS: string = CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS;
  /** Annotation with the ports of the workload whose inbound traffic bypasses the sidecar. */
  public static readonly EXCLUDE_INBOUND_PORTS: string = CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS;
  /** Annotation with the network interfaces whose traffic bypasses the sidecar. */
  public static readonly EXCLUDE_INTERFACES: string = CAPTURE_ANNOTATIONS.EXCLUDE_INTERFACES;
  /** Annotation with the virtual interfaces, of virtual machines in the pod, whose inbound traffic is treated as outbound. */
  public static readonly REROUTE_VIRTUAL_INTERFACES: string = CAPTURE_ANNOTATIONS.REROUTE_VIRTUAL_INTERFACES;
  /** Annotation with the way in which traffic is redirected to the sidecar. */
  public static readonly INTERCEPTION_MODE: string = CAPTURE_ANNOTATIONS.INTERCEPTION_MODE;

  /**
   * The bypass of a workload: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout, of cdk8s-plus or any other
   * library. Each construct has one object: another call returns the same one.
   *
   * @throws if the construct has no pod template
   */
  public static of(workload: IConstruct): ProxyBypass {
    checkCall('ProxyBypass.of', [workload]);
    const holder = workload as IConstruct & { [BYPASS]?: ProxyBypass };
    if (!holder[BYPASS]) { Object.defineProperty(holder, BYPASS, { value: new ProxyBypass(Workload.of(workload)) }); }
    return holder[BYPASS]!;
  }

  private readonly workload: Workload;

  private constructor(workload: Workload) {
    this.workload = workload;
  }

  /**
   * Excludes outbound traffic to these ranges: it bypasses the sidecar. Items are CIDR ranges such as `10.0.0.0/8`, or single IP addresses.
   *
   * @throws if an item is neither, or is the range of all addresses: call `captureNoOutboundTraffic()` for that
   */
  public excludeOutboundIpRanges(...ranges: string[]): void {
    checkCall('ProxyBypass#excludeOutboundIpRanges', ranges);
    this.join(ProxyBypass.EXCLUDE_OUTBOUND_IP_RANGES, ranges.map(range => toCidr('excludeOutboundIpRanges', range, ALL_EXCLUDED)));
  }

  /**
   * Excludes outbound traffic to these ports, whatever the address: it bypasses the sidecar. Port 443 lets all HTTPS out; port 53 turns Istio's DNS capture
   * off.
   *
   * @throws if a number is not a port
   */
  public excludeOutboundPorts(...ports: number[]): void {
    checkCall('ProxyBypass#excludeOutboundPorts', ports);
    this.join(ProxyBypass.EXCLUDE_OUTBOUND_PORTS, toPorts('excludeOutboundPorts', ports));
  }

  /**
   * Limits the outbound traffic that the sidecar captures to these ranges, without the excluded ranges and ports. Items are CIDR ranges or single IP
   * addresses.
   *
   * @throws if an item is neither, or is the range of all addresses, which is the default, or if the sidecar captures no outbound traffic
   */
  public includeOutboundIpRanges(...ranges: string[]): void {
    checkCall('ProxyBypass#includeOutboundIpRanges', ranges);
    const items = ranges.map(range => toCidr('includeOutboundIpRanges', range, ALL_INCLUDED));
    if (items.length > 0 && this.workload.annotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES) === '') {
      throw new Error(`'includeOutboundIpRanges' can't add ${quoteAll(items)}, because the annotation of ${this.path} is "", which captures no outbound traffic; remove the annotation or the call of captureNoOutboundTraffic()`);
    }
    this.join(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES, items);
  }

  /**
   * Adds outbound traffic to these ports to what the sidecar captures, even if the address is not included.
   *
   * @throws if a number is not a port
   */
  public includeOutboundPorts(...ports: number[]): void {
    checkCall('ProxyBypass#includeOutboundPorts', ports);
    this.join(ProxyBypass.INCLUDE_OUTBOUND_PORTS, toPorts('includeOutboundPorts', ports));
  }

  /**
   * Excludes all outbound traffic except to the ports of `includeOutboundPorts()`. Nothing of the mesh, not even `REGISTRY_ONLY`, then applies to the
   * calls of the workload.
   *
   * @throws if ranges are included
   */
  public captureNoOutboundTraffic(): void {
    const included = this.workload.annotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES);
    if (included) {
      throw new Error(`'captureNoOutboundTraffic' can't be called, because ${this.path} includes the ranges ${quote(included)}; remove the annotation or the call of includeOutboundIpRanges()`);
    }
    this.workload.setAnnotation(ProxyBypass.INCLUDE_OUTBOUND_IP_RANGES, '');
  }

  /**
   * Limits the inbound traffic that the sidecar captures to these ports of the workload.
   *
   * @throws if a number is not a port
   */
  public includeInboundPorts(...ports: number[]): void {
    checkCall('ProxyBypass#includeInboundPorts', ports);
    this.join(ProxyBypass.INCLUDE_INBOUND_PORTS, toPorts('includeInboundPorts', ports));
  }

  /**
   * Excludes inbound traffic to these ports of the workload: it bypasses the sidecar.
   *
   * @throws if a number is not a port
   */
  public excludeInboundPorts(...ports: number[]): void {
    checkCall('ProxyBypass#excludeInboundPorts', ports);
    this.join(ProxyBypass.EXCLUDE_INBOUND_PORTS, toPorts('excludeInboundPorts', ports));
  }

  /**
   * Excludes the traffic of these network interfaces: it bypasses the sidecar.
   *
   * @throws if a name is not valid for a network interface
   */
  public excludeInterfaces(...names: string[]): void {
    checkCall('ProxyBypass#excludeInterfaces', names);
    this.join(ProxyBypass.EXCLUDE_INTERFACES, names.map(name => toInterface('excludeInterfaces', name)));
  }

  /**
   * Treats inbound traffic of these virtual interfaces, which belong to virtual machines in the pod, as outbound traffic.
   *
   * @throws if a name is not valid for a network interface
   */
  public rerouteVirtualInterfaces(...names: string[]): void {
    checkCall('ProxyBypass#rerouteVirtualInterfaces', names);
    this.join(ProxyBypass.REROUTE_VIRTUAL_INTERFACES, names.map(name => toInterface('rerouteVirtualInterfaces', name)));
  }

  /** Selects how traffic is redirected to the sidecar. With `NONE`, all traffic bypasses it. */
  public useInterceptionMode(mode: InterceptionMode): void {
    checkCall('ProxyBypass#useInterceptionMode', [mode]);
    this.workload.setAnnotation(ProxyBypass.INTERCEPTION_MODE, mode);
  }

  /** The path of the workload, as messages show it. */
  private get path(): string {
    return quotePath(this.workload.construct);
  }

  private join(annotation: string, items: string[]): void {
    if (items.length === 0) { return; }
    const given = this.workload.annotation(annotation);
    if (given === '*') {
      throw new Error(`the annotation ${quote(annotation)} of ${this.path} is "*", which can't be combined with ${quoteAll(items)}; remove it from the pod template`);
    }
    const all = new Set([...(given ?? '').split(',').map(item => item.trim()).filter(item => item !== ''), ...items]);
    this.workload.setAnnotation(annotation, [...all].sort(byNumberOrText).join(','));
  }
}

const ALL_EXCLUDED = 'call captureNoOutboundTraffic() to exclude all';
const ALL_INCLUDED = 'leave it out, because all are included by default';

/** A range with its prefix. The injector rejects an address without one, and then no pod of the workload can be created. */
function toCidr(method: string, range: string, remedyForAll: string): string {
  if (isIpAddress(range)) { return cidrOfAddress(range); }
  const cidr = parseCidr(range);
  if (!cidr) { throw new Error(`'${method}' accepts CIDR ranges and IP addresses, got ${quote(range)}`); }
  if (cidr.prefix === 0) {
    throw new Error(`'${method}' does not accept the range of all addresses, got ${quote(range)}; ${remedyForAll}`);
  }
  return `${cidr.address}/${cidr.prefix}`;
}

function toPorts(method: string, ports: number[]): string[] {
  return ports.map(port => String(checkPortNumber(method, port)));
}

function toInterface(method: string, name: string): string {
  if (!/^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/.test(name)) {
    throw new Error(`'${method}' accepts names of network interfaces (letters, digits, '_', '.' and '-', a letter first, 15 characters at most), got ${quote(name)}`);
  }
  return name;
}

function byNumberOrText(a: string, b: string): number {
  if (/^[0-9]+$/.test(a) && /^[0-9]+$/.test(b)) { return Number(a) - Number(b); }
  return a < b ? -1 : Number(a > b);
}
