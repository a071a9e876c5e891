import { destinationSites } from './destination-sites';
import { recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { KnownHosts } from '../../objects/known-hosts';

export const unknownDestination: MeshRule<MeshModel> = {
  name: 'virtual-service/unknown-destination',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  * check(model) {
    for (const { from: { ref }, exportTo, site: { path, value }, host } of destinationSites(model)) {
      const known = KnownHosts.of(model).find(host, ref.namespace, exportTo);
      const port = recordOf(value.port).number ?? 0;
      if (known.length === 0) {
        yield { object: ref.index, message: `'${path}.host' is not the host of a service that namespace ${quote(ref.namespace)} sees, got ${quote(host)}; add the Service or ServiceEntry, or export it to this namespace` };
      } else if (value.port !== undefined && !known.some(({ ports }) => ports.some(number => number === port))) {
        yield { object: ref.index, related: known[0].object, message: `'${path}.port' must be a port of ${quote(host)}, got ${quote(port)}; it has ${ported(known[0].ports)}` };
      }
    }
  },
};

function ported(ports: readonly number[]): string {
  return ports.length === 0 ? 'none' : ports.join(', ');
}
