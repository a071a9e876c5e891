import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { TraceMesh } from '../../generators/trace/trace-mesh';

/** Fields without which an object is another object, or none. */
const KEPT = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'name', 'namespace', 'clusterIP', 'selector', 'labels']);

/**
 * The smallest mesh found in which something is still so: objects are left out, then fields and items, as long as it stays.
 *
 * @param mesh a mesh with one question
 * @param stays whether a smaller mesh still shows it; if it throws, it does not
 * @param tries the largest number of meshes that are tried
 */
export async function shrink(mesh: TraceMesh, stays: (mesh: TraceMesh) => Promise<boolean>, tries: number): Promise<TraceMesh> {
  let smallest = mesh;
  let left = tries;
  for (let isSmaller = true; isSmaller && left > 0;) {
    isSmaller = false;
    for (const candidate of smaller(smallest)) {
      if (left <= 0) { break; }
      left -= 1;
      if (!await stays(candidate).catch(() => false)) { continue; }
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

function* smaller(mesh: TraceMesh): Generator<TraceMesh> {
  const { objects } = mesh;
  for (const [index] of objects.entries()) { yield { ...mesh, objects: objects.filter((_, place) => place !== index) }; }
  for (const meshConfig of withoutOne(mesh.meshConfig)) { yield { ...mesh, meshConfig: meshConfig as object }; }
  for (const [index, object] of objects.entries()) {
    for (const part of withoutOne(object)) {
      yield { ...mesh, objects: objects.map((other, place) => place === index ? part as KubernetesObject : other) };
    }
  }
}

/** A value without one of its fields or items, at any depth; the outermost first. */
function* withoutOne(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.length > 1) { for (const index of items.keys()) { yield items.filter((_, place) => place !== index); } }
    for (const [index, item] of items.entries()) {
      for (const part of withoutOne(item)) { yield items.map((other, place) => place === index ? part : other); }
    }
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [name] of entries.filter(([key]) => !KEPT.has(key))) { yield Object.fromEntries(entries.filter(([key]) => key !== name)); }
    for (const [name, inner] of entries) {
      for (const part of withoutOne(inner)) { yield { ...value, [name]: part }; }
    }
  }
}
