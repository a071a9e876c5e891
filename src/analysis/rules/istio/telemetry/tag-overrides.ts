import { recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { specOf } from '../../objects/telemetries';
import { itemSites, Site } from '../../shared/site';

/** The items of `overrides` of all metrics. */
export function metricOverrides(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).metrics, 'spec.metrics').flatMap(({ path, value }) => itemSites(value.overrides, `${path}.overrides`));
}

/** The changes of the tags of metrics, by tag. */
export function tagOverrides(override: Site): { path: string; name: string; operation: unknown; value: unknown }[] {
  return Object.entries(recordOf(override.value.tagOverrides)).map(([name, change]) => {
    const { operation, value } = recordOf(change);
    return { path: `${override.path}.tagOverrides`, name, operation, value };
  });
}
