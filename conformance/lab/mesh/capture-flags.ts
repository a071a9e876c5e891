import type { Labels } from '../../../src/analysis/base/labels';
import { CAPTURE_ANNOTATIONS } from '../../../src/analysis/reach/proxy/capture';

/** The user that the proxy runs as. Its own connections are not redirected. */
export const PROXY_USER = 1337;
export const OUTBOUND_PORT = 15001;
const INBOUND_PORT = 15006;
/** Ports of the proxy and its agent. */
const OWN_PORTS = '15090,15021';
const STATUS_PORT = '15020';

/** How a pod's traffic is captured. */
export type InterceptionMode = 'REDIRECT' | 'TPROXY' | 'NONE';

/** The mode in the pod's annotation; REDIRECT by default. */
export function interceptionMode(annotations: Labels): InterceptionMode {
  return (annotations[CAPTURE_ANNOTATIONS.INTERCEPTION_MODE] ?? 'REDIRECT') as InterceptionMode;
}

/**
 * The flags with which the injector runs `istio-iptables` in a pod. An annotation replaces Helm's default, even an empty annotation.
 *
 * @returns undefined if the injector adds no init container, so that nothing is captured
 */
export function captureFlags(annotations: Labels, isDualStack: boolean, capturesDns = false): string[] | undefined {
  const mode = interceptionMode(annotations);
  if (mode === 'NONE') { return undefined; }
  const excludedInbound = annotations[CAPTURE_ANNOTATIONS.EXCLUDE_INBOUND_PORTS] ?? '';
  const optional = (flag: string, annotation: string): string[] => Object.hasOwn(annotations, annotation) ? [flag, annotations[annotation]] : [];
  return [
    '-p', String(OUTBOUND_PORT), '-z', String(INBOUND_PORT), '-u', String(PROXY_USER), '-g', String(PROXY_USER), '-m', mode,
    '-i', annotations[CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_IP_RANGES] ?? '*',
    '-x', annotations[CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_IP_RANGES] ?? '',
    '-b', annotations[CAPTURE_ANNOTATIONS.INCLUDE_INBOUND_PORTS] ?? '*',
    '-d', [OWN_PORTS, STATUS_PORT, ...excludedInbound === '' ? [] : [excludedInbound]].join(','),
    ...optional('-q', CAPTURE_ANNOTATIONS.INCLUDE_OUTBOUND_PORTS),
    ...optional('-o', CAPTURE_ANNOTATIONS.EXCLUDE_OUTBOUND_PORTS),
    ...optional('-k', CAPTURE_ANNOTATIONS.REROUTE_VIRTUAL_INTERFACES),
    ...optional('-c', CAPTURE_ANNOTATIONS.EXCLUDE_INTERFACES),
    ...isDualStack ? ['--dual-stack'] : [],
    ...capturesDns ? ['--redirect-dns'] : [],
  ];
}
