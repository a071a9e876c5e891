import type { Labels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { captureFaults } from '../../../reach/proxy/capture';

const COUNT = /^[0-9]+$/;
const MAX_COUNT = 2 ** 32 - 1;
const BOOLEANS = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);
const QUANTITY = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$/;
const INTERFACE = /^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/;

type Check = readonly [isValid: (value: string) => boolean, rule: string];

const SECONDS: Check = [value => COUNT.test(value) && Number(value) <= MAX_COUNT, 'must be a number without a sign'];
const RESOURCE: Check = [value => QUANTITY.test(value), 'must be a quantity such as "100m" or "128Mi"'];
const INTERFACES: Check = [value => value === '' || value.split(',').every(name => INTERFACE.test(name.trim())), 'must be names of interfaces joined by commas'];

const CHECKS: Readonly<Record<string, Check>> = {
  'istio.io/reroute-virtual-interfaces': INTERFACES,
  'prometheus.istio.io/merge-metrics': [value => BOOLEANS.has(value), 'must be "true" or "false"'],
  'readiness.status.sidecar.istio.io/failureThreshold': SECONDS,
  'readiness.status.sidecar.istio.io/initialDelaySeconds': SECONDS,
  'readiness.status.sidecar.istio.io/periodSeconds': SECONDS,
  'sidecar.istio.io/proxyCPU': RESOURCE,
  'sidecar.istio.io/proxyCPULimit': RESOURCE,
  'sidecar.istio.io/proxyMemory': RESOURCE,
  'sidecar.istio.io/proxyMemoryLimit': RESOURCE,
  'status.sidecar.istio.io/port': [value => COUNT.test(value.trim()) && Number(value) <= 65535, 'must be a port from 0 to 65535'],
  'traffic.sidecar.istio.io/kubevirtInterfaces': INTERFACES,
};

/** Faults of annotations for which Istio's injector rejects a pod. In `proxy.istio.io/config`, only some settings are checked. */
export function annotationFaults(annotations: Labels, istioVersion: string): string[] {
  const others = Object.entries(annotations).flatMap(([annotation, value]) => {
    const check = Object.hasOwn(CHECKS, annotation) ? CHECKS[annotation] : undefined;
    return check && !check[0](value) ? [`'${annotation}' ${check[1]}, got ${quote(value)}`] : [];
  });
  return [...captureFaults(annotations, istioVersion).map(({ message }) => message), ...others];
}
