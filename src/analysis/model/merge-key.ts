import type { Service } from './service';
import type { Labels } from '../base/labels';

/** What entries for one host of one namespace must share for istiod to put their ports together, as one text. */
export function mergeKey({ isKubernetes, namespace, resolution, labels, selector = {}, exportTo }: Service): string {
  return JSON.stringify([isKubernetes, namespace, resolution, sorted(labels), sorted(selector), [...new Set(exportTo)].sort()]);
}

function sorted(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}
