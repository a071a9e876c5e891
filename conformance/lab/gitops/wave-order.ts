import { recordOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { describeRef, refOf } from '../../../src/analysis/base/object-ref';

const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** The objects, as they are in the cluster, that were created before an object of a lower sync wave, in the words of a complaint. */
export function outOfOrder(objects: readonly KubernetesObject[]): string[] {
  const sorted = objects.map((object, index) => ({ name: describeRef(refOf(object, index)), wave: waveOf(object), created: createdAt(object) }))
    .sort((a, b) => a.wave - b.wave);
  return sorted.flatMap(({ name, wave, created }) => {
    const late = sorted.find(other => other.wave < wave && other.created >= created);
    return late === undefined ? [] : [`${name} of wave ${wave} was not created after ${late.name} of wave ${late.wave}`];
  });
}

/** The sync waves of objects, lowest first. */
export function wavesOf(objects: readonly KubernetesObject[]): number[] {
  return [...new Set(objects.map(waveOf))].sort((a, b) => a - b);
}

function waveOf({ metadata }: KubernetesObject): number {
  return Number(recordOf(metadata?.annotations)[SYNC_WAVE] ?? 0);
}

function createdAt({ metadata }: KubernetesObject): number {
  return Date.parse(String(recordOf(metadata).creationTimestamp));
}
