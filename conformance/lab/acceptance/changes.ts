import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** What the API server adds to the metadata of every object. */
const ADDED_METADATA = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields'];

/** API groups of Kubernetes itself, whose objects the API server completes by defaults of its own. */
const OWN_GROUPS = ['', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'networking.k8s.io'];

/** A field of a custom resource that its CustomResourceDefinition fills in. */
interface KnownDefault {
  readonly kind: string;
  /** Keys; `*` stands for each item of a list. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What is filled in, and means what leaving it out means. */
const KNOWN_DEFAULTS: readonly KnownDefault[] = [
  { kind: 'ExternalSecret', path: ['spec', 'refreshInterval'], value: '1h0m0s' },
  { kind: 'ExternalSecret', path: ['spec', 'target', 'creationPolicy'], value: 'Owner' },
  { kind: 'ExternalSecret', path: ['spec', 'target', 'deletionPolicy'], value: 'Retain' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'conversionStrategy'], value: 'Default' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'decodingStrategy'], value: 'None' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'metadataPolicy'], value: 'None' },
  { kind: 'HelmRelease', path: ['spec', 'chart', 'spec', 'reconcileStrategy'], value: 'ChartVersion' },
  { kind: 'HelmRepository', path: ['spec', 'provider'], value: 'generic' },
  { kind: 'OCIRepository', path: ['spec', 'provider'], value: 'generic' },
  { kind: 'OCIRepository', path: ['spec', 'timeout'], value: '60s' },
  { kind: 'SecurityContextConstraints', path: ['userNamespaceLevel'], value: 'AllowHostLevel' },
];

/**
 * What differs between an object as it was written and as the API server has it, one line each. Of custom resources nothing may have come or gone; of
 * the kinds of Kubernetes itself, all that was written must still be there.
 */
export function changesOf(written: KubernetesObject, read: KubernetesObject): string[] {
  const [group] = written.apiVersion.includes('/') ? written.apiVersion.split('/') : [''];
  const added = { ...read, metadata: without(read.metadata ?? {}, ADDED_METADATA) };
  if (OWN_GROUPS.includes(group)) { return differences(written, added, '', true); }
  const { status: _status, ...plain } = added as KubernetesObject & { status?: unknown };
  for (const { kind, path, value } of KNOWN_DEFAULTS) {
    if (kind === written.kind) { removeDefault(written, plain, path, value); }
  }
  return differences(written, plain, '', false);
}

/** What of an object as it was written is not as the API server has it, one line each; whatever others have added does not count. */
export function lossesOf(written: KubernetesObject, read: KubernetesObject): string[] {
  return differences(written, read, '', true);
}

function differences(written: unknown, read: unknown, path: string, mayGrow: boolean): string[] {
  if (Array.isArray(written) && Array.isArray(read) && written.length === read.length) {
    return written.flatMap((item, index) => differences(item, read[index], `${path}[${index}]`, mayGrow));
  }
  if (isRecord(written) && isRecord(read)) {
    const keys = mayGrow ? Object.keys(written) : [...new Set([...Object.keys(written), ...Object.keys(read)])];
    return keys.flatMap(key => differences(written[key], read[key], path === '' ? key : `${path}.${key}`, mayGrow));
  }
  if (mayGrow && (isLeftOut(written, read) || isSameAmount(written, read, path))) { return []; }
  return isDeepStrictEqual(written, read) ? [] : [`${path}: wrote ${show(written)}, got ${show(read)}`];
}

/** Takes a default out of an object that was read, where it was not written. Both objects are walked side by side. */
function removeDefault(written: unknown, read: unknown, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === '*') {
    if (Array.isArray(written) && Array.isArray(read)) { written.forEach((item, index) => { removeDefault(item, read[index], rest, value); }); }
  } else if (isRecord(written) && isRecord(read)) {
    if (rest.length > 0) {
      removeDefault(written[key], read[key], rest, value);
    } else if (written[key] === undefined && isDeepStrictEqual(read[key], value)) {
      delete (read as Record<string, unknown>)[key];
    }
  }
}

/** Kubernetes' own types leave out what is zero, false or empty: no field of those that are written means anything else by that. */
function isLeftOut(written: unknown, read: unknown): boolean {
  return read === undefined && (written === 0 || written === false || written === '' || Array.isArray(written) && written.length === 0);
}

/** Amounts of resources are kept in their shortest form. */
function isSameAmount(written: unknown, read: unknown, path: string): boolean {
  return /\.(?:limits|requests)\.[^.]+$/.test(path) && typeof written === 'string' && typeof read === 'string' && amountOf(written) === amountOf(read);
}

const UNITS: { readonly [unit: string]: number } = { '': 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30 };

function amountOf(quantity: string): number {
  const [, number = '', unit = ''] = /^([0-9.]+(?:e[0-9]+)?)([a-zA-Z]*)$/.exec(quantity) ?? [];
  return Number(number) * UNITS[unit];
}

function without(record: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
