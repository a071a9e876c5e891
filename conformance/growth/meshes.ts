import * as fc from 'fast-check';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { check } from '../../src/analysis/check';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { reach } from '../../src/analysis/reach/reachability';
import { Destination, proveEgress } from '../../src/analysis/reach/trace/egress-proof';
import { trace } from '../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import type { Case } from '../generators/base/case';
import { placesIn, Step } from '../generators/base/mutation';
import { weighted } from '../generators/base/shapes';
import { loneDynaKube, loneEdgeConnect } from '../generators/dynatrace/cases';
import { loneObject } from '../generators/istio/lone-object';
import { objectMesh } from '../generators/mesh/object-mesh';
import { reachMesh } from '../generators/mesh/reach-mesh';

/** How a mesh gets larger. */
export type GrowthKind =
  /** More objects: all of them again, with other names. */
  | 'objects'
  /** More namespaces: all objects again, each copy in namespaces of its own. */
  | 'namespaces'
  /** More hosts: all objects again, each copy with hosts of its own. */
  | 'hosts'
  /** A list with more items: one of its items again. */
  | 'list'
  /** A map with more entries: one of its entries again, with other names. */
  | 'map'
  /** A longer text. */
  | 'text';

/** A mesh of any size. */
export interface MeshFamily {
  readonly mesh: Case;
  readonly kind: GrowthKind;
  /** Chooses the object and the place that grow. */
  readonly place: number;
}

const KINDS: readonly GrowthKind[] = ['objects', 'namespaces', 'hosts', 'list', 'map', 'text'];

const MESH = weighted<Case>([4, reachMesh], [3, objectMesh], [2, loneObject], [2, loneDynaKube], [1, loneEdgeConnect]);

export const meshFamily: fc.Arbitrary<MeshFamily> = fc.record({ mesh: MESH, kind: fc.constantFrom(...KINDS), place: fc.nat() });

/** The objects of a mesh with something in it that many times. */
export function objectsOf({ mesh: { objects }, kind, place }: MeshFamily, times: number): KubernetesObject[] {
  switch (kind) {
    case 'objects': return copies(objects, times, (object, copy) => ({ ...object, metadata: { ...object.metadata, name: `${object.metadata?.name}-${copy}` } }));
    case 'namespaces': return copies(objects, times, (object, copy) => renamed(object, copy, /(?<=^|\.)(?:shop|egress)(?=$|\/|\.svc)/));
    case 'hosts': return copies(objects, times, (object, copy) => renamed(object, copy, /(?<=^|[*.])[a-z0-9-]+(?=\.test\.?$)/));
    default: return objects.map((object, index) => index === place % objects.length ? grown(object, kind, place, times) : object);
  }
}

/** Checks the objects of a mesh, asks its questions, and proves that its workloads reach what the questions ask about. */
export function answerAll(objects: readonly KubernetesObject[], { meshConfig, questions }: Case): unknown {
  const settings = meshSettingsOf(meshConfig);
  const findings = check(objects, settings);
  const model = MeshModel.of(objects, settings);
  const asked = questions.slice(0, 3);
  const answers = asked.map(({ gateway, ...question }) => gateway ? reach(model, { ...question, gateway }).verdict : trace(model, question).outcome);
  const destinations = asked.map(({ host, address, port, protocol }): Destination => ({ host, address, port, protocol, label: `${host}:${port}` }));
  return [findings.length, answers, proveEgress(model, model.workloads, destinations).length];
}

type CopyOf = (object: KubernetesObject, copy: number) => KubernetesObject;

function copies(objects: readonly KubernetesObject[], times: number, copyOf: CopyOf): KubernetesObject[] {
  return Array.from({ length: times }, (_, copy) => objects.map(object => copy === 0 ? object : copyOf(object, copy))).flat();
}

/** An object with a number after what a pattern finds in any of its texts. */
function renamed<T>(value: T, copy: number, pattern: RegExp): T {
  if (typeof value === 'string') { return value.replace(pattern, name => `${name}-${copy}`) as T; }
  if (typeof value !== 'object' || value === null) { return value; }
  if (Array.isArray(value)) { return value.map((item: unknown) => renamed(item, copy, pattern)) as T; }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, renamed(field, copy, pattern)])) as T;
}

function grown(object: KubernetesObject, kind: GrowthKind, place: number, times: number): KubernetesObject {
  const copy = structuredClone(object) as unknown as Record<string, unknown>;
  const paths = [...placesIn(copy.spec, ['spec']), ...placesIn(copy.metadata, ['metadata'])].filter(path => canGrow(valueAt(copy, path), kind));
  if (paths.length === 0) { return object; }
  const path = paths[place % paths.length];
  const parent = valueAt(copy, path.slice(0, -1)) as Record<Step, unknown>;
  parent[path[path.length - 1]] = larger(parent[path[path.length - 1]], place, times);
  return copy as unknown as KubernetesObject;
}

function canGrow(value: unknown, kind: GrowthKind): boolean {
  switch (kind) {
    case 'list': return Array.isArray(value) && value.length > 0;
    case 'map': return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
    default: return typeof value === 'string' && value !== '';
  }
}

function larger(value: unknown, place: number, times: number): unknown {
  if (typeof value === 'string') { return value.repeat(times); }
  if (Array.isArray(value)) {
    const item: unknown = value[place % value.length];
    return [...value, ...Array.from({ length: times }, (_, copy) => place % 2 === 0 ? item : numbered(item, copy))];
  }
  const entries = Object.entries(value as object);
  const [key, field] = entries[place % entries.length] as [string, unknown];
  return Object.fromEntries([...entries, ...Array.from({ length: times }, (_, copy) => [`${key}${copy}`, field])]);
}

/** An item with a number in its texts and added to its numbers, so that it differs from the others. */
function numbered(value: unknown, copy: number): unknown {
  if (typeof value === 'string') { return /^[a-z]/.test(value) ? `${value[0]}${copy}${value.slice(1)}` : value; }
  if (typeof value === 'number') { return value + copy; }
  if (typeof value !== 'object' || value === null) { return value; }
  if (Array.isArray(value)) { return value.map(item => numbered(item, copy)); }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, numbered(field, copy)]));
}

function valueAt(root: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<Step, unknown>)[step], root);
}
