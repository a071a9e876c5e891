import type { Labels } from '../../base/labels';
import { quote } from '../../base/quote';
import { interceptionModeOf, INTERCEPTION_MODE_ANNOTATION, proxyConfigFault, PROXY_CONFIG_ANNOTATION } from '../../model/pods/proxy-config';
import { isIstioAtLeast } from '../../settings/istio-version';
import { Cidr, cidrContains, isIpAddress, parseCidr } from '../../syntax/addresses';

/** Annotations of a pod that decide which connections its sidecar captures. */
export const CAPTURE_ANNOTATIONS = {
  INCLUDE_OUTBOUND_IP_RANGES: 'traffic.sidecar.istio.io/includeOutboundIPRanges',
  EXCLUDE_OUTBOUND_IP_RANGES: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  INCLUDE_OUTBOUND_PORTS: 'traffic.sidecar.istio.io/includeOutboundPorts',
  EXCLUDE_OUTBOUND_PORTS: 'traffic.sidecar.istio.io/excludeOutboundPorts',
  INCLUDE_INBOUND_PORTS: 'traffic.sidecar.istio.io/includeInboundPorts',
  EXCLUDE_INBOUND_PORTS: 'traffic.sidecar.istio.io/excludeInboundPorts',
  EXCLUDE_INTERFACES: 'traffic.sidecar.istio.io/excludeInterfaces',
  REROUTE_VIRTUAL_INTERFACES: 'istio.io/reroute-virtual-interfaces',
  INTERCEPTION_MODE: INTERCEPTION_MODE_ANNOTATION,
} as const;

/** An annotation whose value makes the injector reject the pod. */
export interface CaptureFault {
  readonly annotation: string;
  /** What is wrong: `'annotation' rule, got "value"`. */
  readonly message: string;
}

/** Which outbound connections of a pod its sidecar captures. */
export interface OutboundCapture {
  /** Whether connections are redirected at all. */
  readonly intercepts: boolean;
  /** The annotation that turns redirection off. */
  readonly offBy?: string;
  /** Ranges whose connections are captured. `*` for all addresses. */
  readonly includedRanges: '*' | readonly Cidr[];
  readonly excludedRanges: readonly Cidr[];
  /** Ports whose connections are captured at every address. `*` for all ports. */
  readonly includedPorts: '*' | ReadonlySet<number>;
  readonly excludedPorts: ReadonlySet<number>;
}

/**
 * Whether a sidecar captures a connection, and the annotation that decides. `seen` is undefined if this depends on an unknown address.
 */
export interface CaptureDecision {
  readonly seen: boolean | undefined;
  readonly annotation?: string;
}

/** What the injector accepts as the value of an annotation. */
interface ValueCheck {
  readonly annotation: string;
  readonly isValid: (value: string) => boolean;
  readonly rule: string;
  /** The version of Istio from which on the injector checks the value. */
  readonly since?: string;
}

const VALUE_CHECKS: readonly ValueCheck[] = [
  {
    annotation: CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES,
    isValid: value => value === '*' || isRangeList(value),
    rule: 'must be "*" or CIDRs joined by commas without spaces',
  },
  { annotation: CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES, isValid: isRangeList, rule: 'must be CIDRs joined by commas without spaces' },
  { annotation: CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS, isValid: isPortList, rule: 'must be ports from 0 to 65535 joined by commas' },
  {
    annotation: CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS,
    isValid: value => value === '*' || isPortList(value),
    rule: 'must be "*" or ports from 0 to 65535 joined by commas',
  },
  { annotation: CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS, isValid: isPortList, rule: 'must be ports from 0 to 65535 joined by commas' },
  { annotation: CAPTURE_ANNOTATIONS.INTERCEPTION_MODE, isValid: value => ['REDIRECT', 'TPROXY', 'NONE'].includes(value), rule: 'must be REDIRECT, TPROXY or NONE' },
  { annotation: CAPTURE_ANNOTATIONS.EXCLUDE_INTERFACES, isValid: isInterfaceList, rule: 'must be names of interfaces joined by commas', since: '1.30' },
];

/** The annotations that make the injector reject a pod, so that it is never created. */
export function captureFaults(annotations: Labels, istioVersion: string): CaptureFault[] {
  const config = annotations[PROXY_CONFIG_ANNOTATION];
  const fault = config === undefined ? undefined : proxyConfigFault(config);
  return [
    ...valueFaults(annotations, istioVersion),
    ...fault === undefined ? [] : [{ annotation: PROXY_CONFIG_ANNOTATION, message: `'${PROXY_CONFIG_ANNOTATION}' ${fault}` }],
  ];
}

function valueFaults(annotations: Labels, istioVersion: string): CaptureFault[] {
  // Nearly all pods have none, and each connection of a pod asks.
  if (!VALUE_CHECKS.some(({ annotation }) => Object.hasOwn(annotations, annotation))) { return []; }
  return VALUE_CHECKS.flatMap(({ annotation, isValid, rule, since }) => {
    if (!Object.hasOwn(annotations, annotation) || isValid(annotations[annotation])) { return []; }
    if (since !== undefined && !isIstioAtLeast(istioVersion, since)) { return []; }
    return [{ annotation, message: `'${annotation}' ${rule}, got ${quote(annotations[annotation])}` }];
  });
}

/**
 * Which connections the sidecar of a pod captures. An annotation replaces the setting of the mesh even if it is empty. Invalid values count as
 * missing.
 */
export function outboundCapture(annotations: Labels): OutboundCapture {
  // Nearly all pods have none, and each connection of a pod asks.
  return OUTBOUND_ANNOTATIONS.some(annotation => Object.hasOwn(annotations, annotation)) ? captureOf(annotations) : EVERYTHING;
}

const OUTBOUND_ANNOTATIONS = [
  CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES, CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES,
  CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS, CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS,
  CAPTURE_ANNOTATIONS.INTERCEPTION_MODE, PROXY_CONFIG_ANNOTATION,
];
const EVERYTHING = captureOf({});

function captureOf(annotations: Labels): OutboundCapture {
  const included = annotations[CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES] ?? '*';
  const includedPorts = annotations[CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS] ?? '';
  const mode = interceptionModeOf(annotations);
  return {
    ...mode?.mode === 'NONE' ? { intercepts: false, offBy: mode.annotation } : { intercepts: true },
    includedRanges: included === '*' ? '*' : rangesOf(included),
    excludedRanges: rangesOf(annotations[CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES] ?? ''),
    includedPorts: includedPorts === '*' ? '*' : portsOf(includedPorts),
    excludedPorts: portsOf(annotations[CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS] ?? ''),
  };
}

/** The annotation that keeps connections to a port of a pod from its sidecar. Undefined if the sidecar captures them. */
export function inboundBypass(annotations: Labels, port: number): string | undefined {
  const included = annotations[CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS] ?? '*';
  // A list of ports to capture overrides the list of ports not to.
  if (included !== '*') { return portsOf(included).has(port) ? undefined : CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS; }
  return portsOf(annotations[CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS] ?? '').has(port) ? CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS : undefined;
}

/**
 * Whether a sidecar captures a connection from the application. The rules apply in this order: excluded ports, loopback address, excluded ranges,
 * included ports, included ranges.
 *
 * @param ip undefined if it is unknown
 */
export function decideCapture(capture: OutboundCapture, ip: string | undefined, port: number): CaptureDecision {
  if (!capture.intercepts) { return { seen: false, annotation: capture.offBy }; }
  if (capture.excludedPorts.has(port)) { return { seen: false, annotation: CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS }; }
  if (isLoopback(ip)) { return { seen: false }; }
  const isExcluded = isIn(capture.excludedRanges, ip);
  if (isExcluded) { return { seen: false, annotation: CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES }; }
  const included = decideIncluded(capture, ip, port);
  // It does not matter whether the address is excluded if the connection is not captured in any case.
  if (isExcluded === undefined && included.seen !== false) { return { seen: undefined, annotation: CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES }; }
  return included;
}

/** Whether an address is a loopback address. Sidecars do not capture connections to it. */
export function isLoopback(ip: string | undefined): boolean {
  return ip !== undefined && isIpAddress(ip) && (ip === '::1' || ip.startsWith('127.'));
}

function decideIncluded({ includedPorts, includedRanges }: OutboundCapture, ip: string | undefined, port: number): CaptureDecision {
  if (includedPorts === '*' || includedPorts.has(port)) { return { seen: true, annotation: CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS }; }
  if (includedRanges === '*') { return { seen: true }; }
  return { seen: isIn(includedRanges, ip), annotation: CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES };
}

/** Whether an address is in one of several ranges. Undefined if this is unknown. */
function isIn(ranges: readonly Cidr[], ip: string | undefined): boolean | undefined {
  if (ranges.length === 0) { return false; }
  return ip === undefined ? undefined : ranges.some(range => cidrContains(range, ip));
}

function itemsOf(list: string): string[] {
  return list === '' ? [] : list.split(',');
}

function isRangeList(list: string): boolean {
  return itemsOf(list).every(item => parseCidr(item) !== undefined);
}

function isPortList(list: string): boolean {
  return itemsOf(list).every(isPort);
}

function isPort(item: string): boolean {
  return /^ *[0-9]{1,5} *$/.test(item) && Number(item) <= 65535;
}

function isInterfaceList(list: string): boolean {
  // The injector accepts spaces around the commas.
  return itemsOf(list).every(item => /^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/.test(item.trim()));
}

function rangesOf(list: string): Cidr[] {
  return itemsOf(list).map(parseCidr).filter(range => range !== undefined);
}

function portsOf(list: string): Set<number> {
  return new Set(itemsOf(list).filter(isPort).map(Number));
}
