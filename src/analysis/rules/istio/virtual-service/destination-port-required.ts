import { destinationSites } from './destination-sites';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { KnownHosts } from '../../objects/known-hosts';

export const destinationPortRequired: MeshRule<MeshModel> = {
  name: 'virtual-service/destination-port-required',
  severity: Severity.ERROR,
  upstream: 'IST0112',
  * check(model) {
    for (const { from: { ref }, exportTo, site: { path, value }, host } of destinationSites(model)) {
      if (value.port !== undefined) { continue; }
      const known = KnownHosts.of(model).find(host, ref.namespace, exportTo);
      if (known.length > 0 && known.every(({ ports }) => ports.length > 1)) {
        yield { object: ref.index, related: known[0].object, message: `'${path}.port' is required, because ${quote(host)} has several ports; set one of ${known[0].ports.join(', ')}` };
      }
    }
  },
};
