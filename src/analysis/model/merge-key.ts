import type { Service } from './service';
import type { Labels } from '../base/labels';

/** A key for entries with the same host and namespace. istiod merges the ports of those with the same key. */
export function mergeKey({ isKubernetes, namespace, resolution, labels, selector = {}, exportTo }: Service): string {
  return JSON.stringify([isKubernetes, namespace, resolution, sorted(labels), sorted(selector), [...new Set(exportTo)].sort()]);
}

function sorted(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}
