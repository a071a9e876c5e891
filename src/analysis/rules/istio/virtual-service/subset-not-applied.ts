import { virtualServices } from './destination-sites';
import { httpRoutes, weightedOf } from './virtual-service-spec';
import { recordOf, textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const subsetNotApplied: MeshRule<MeshModel> = {
  name: 'virtual-service/subset-not-applied',
  severity: Severity.WARNING,
  upstream: 'IST0140',
  * check(model) {
    const bySubset = new Map<string, number>();
    for (const { ref, object, spec } of virtualServices(model)) {
      const hosts = new Set(textsOf(spec.hosts));
      for (const { host, subset } of httpDestinations(object)) {
        if (subset !== '' && hosts.has(host)) { bySubset.set(host, ref.index); }
      }
    }
    for (const { ref, object, spec } of virtualServices(model)) {
      if (textsOf(spec.gateways).length === 0) { continue; }
      for (const { path, host, subset } of httpDestinations(object)) {
        const other = subset === '' ? bySubset.get(host) : undefined;
        if (other === undefined) { continue; }
        yield {
          object: ref.index,
          ...other === ref.index ? {} : { related: other },
          message: `'${path}' has no subset, and the routes that choose one for ${quote(host)} elsewhere do not apply to requests through a gateway; set it here`,
        };
      }
    }
  },
};

function httpDestinations(object: Parameters<typeof httpRoutes>[0]): { path: string; host: string; subset: string }[] {
  return httpRoutes(object).flatMap(weightedOf).map(({ path, value }) => {
    const { host, subset } = recordOf(value.destination);
    return { path: `${path}.destination`, host: textOf(host) ?? '', subset: textOf(subset) ?? '' };
  });
}
