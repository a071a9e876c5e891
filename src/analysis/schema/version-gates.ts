import { isRecord } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { quote } from '../base/quote';
import { isIstioAtLeast } from '../settings/istio-version';

/** A part of a schema that older versions of Istio don't have. */
interface VersionGate {
  /** API group and kind. */
  readonly kind: string;
  /** The field names along the path; `[]` means each item of a list. */
  readonly path: readonly string[];
  /** The value of the field that is new; undefined if the field itself is new. */
  readonly value?: string;
  /** First minor version of Istio that has it. */
  readonly since: string;
}

const GATES: readonly VersionGate[] = [
  { kind: 'networking.istio.io/ServiceEntry', path: ['spec', 'resolution'], value: 'DYNAMIC_DNS', since: '1.28' },
  { kind: 'telemetry.istio.io/Telemetry', path: ['spec', 'tracing', '[]', 'disableContextPropagation'], since: '1.30' },
];

/** Messages about the parts of an object that the CRDs of a version of Istio don't know yet. */
export function newerThan(istioVersion: string, kind: string, object: KubernetesObject): string[] {
  return GATES
    .filter(gate => gate.kind === kind && !isIstioAtLeast(istioVersion, gate.since))
    .flatMap(gate => sites(object, gate.path, '').filter(({ value }) => gate.value === undefined || value === gate.value).map(({ path, value }) => {
      const got = gate.value === undefined ? '' : `, got ${quote(value)}`;
      return `'${path}' needs Istio ${gate.since}, but the mesh has ${istioVersion}${got}; remove it, or upgrade Istio`;
    }));
}

function sites(value: unknown, [step, ...rest]: readonly string[], path: string): { path: string; value: unknown }[] {
  if (step === undefined) { return value === undefined ? [] : [{ path, value }]; }
  if (step === '[]') { return Array.isArray(value) ? value.flatMap((item, index) => sites(item, rest, `${path}[${index}]`)) : []; }
  return isRecord(value) ? sites(value[step], rest, path === '' ? step : `${path}.${step}`) : [];
}
