import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** What the API server adds to the metadata of every object. */
const ADDED_METADATA = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields'];

/** API groups of Kubernetes itself, whose objects the API server completes with defaults. */
const OWN_GROUPS = ['', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'networking.k8s.io'];

/** A field of a custom resource that its CustomResourceDefinition fills in. */
interface KnownDefault {
  readonly kind: string;
  /** Keys; `*` means each item of a list. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The default. It means the same as leaving the field out. */
const KNOWN_DEFAULTS: readonly KnownDefault[] = [
  { kind: 'ExternalSecret', path: ['spec', 'refreshInterval'], value: '1h0m0s' },
  { kind: 'ExternalSecret', path: ['spec', 'target'], value: { creationPolicy: 'Owner', deletionPolicy: 'Retain' } },
  { kind: 'ExternalSecret', path: ['spec', 'target', 'creationPolicy'], value: 'Owner' },
  { kind: 'ExternalSecret', path: ['spec', 'target', 'deletionPolicy'], value: 'Retain' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'conversionStrategy'], value: 'Default' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'decodingStrategy'], value: 'None' },
  { kind: 'ExternalSecret', path: ['spec', 'data', '*', 'remoteRef', 'metadataPolicy'], value: 'None' },
  { kind: 'Gateway', path: ['spec', 'listeners', '*', 'allowedRoutes'], value: { namespaces: { from: 'Same' } } },
  { kind: 'GitRepository', path: ['spec', 'timeout'], value: '60s' },
  { kind: 'HelmRelease', path: ['spec', 'chart', 'spec', 'reconcileStrategy'], value: 'ChartVersion' },
  { kind: 'HelmRepository', path: ['spec', 'provider'], value: 'generic' },
  { kind: 'Kustomization', path: ['spec', 'force'], value: false },
  { kind: 'OCIRepository', path: ['spec', 'provider'], value: 'generic' },
  { kind: 'OCIRepository', path: ['spec', 'timeout'], value: '60s' },
  { kind: 'SecurityContextConstraints', path: ['userNamespaceLevel'], value: 'AllowHostLevel' },
];

/**
 * The differences between an object as it was written and as the API server stores it, one line each. In custom resources, nothing may be added or lost. In
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

/** The parts of an object as it was written that the API server does not store unchanged, one line each. Additions by others don't count. */
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

/** Removes a default from an object that was read, if it was not written. Walks both objects side by side. */
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

/** Kubernetes' own types leave out what is zero, false or empty. For all fields that are written here, that means the same. */
function isLeftOut(written: unknown, read: unknown): boolean {
  return read === undefined && (written === 0 || written === false || written === '' || Array.isArray(written) && written.length === 0);
}

/** Amounts of resources are stored in their shortest form. */
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
