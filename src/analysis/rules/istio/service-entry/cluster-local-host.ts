import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { refOf } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { normalizeHost } from '../../../syntax/hosts';

const SERVICE = /^[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local$/;

export const clusterLocalHost: ObjectRule = {
  name: 'service-entry/cluster-local-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (spec.location === 'MESH_INTERNAL' || resolutionOf(spec) === 'DYNAMIC_DNS') { return; }
    for (const [index, host] of spec.hosts.entries()) {
      if (SERVICE.test(normalizeHost(host))) {
        yield `'spec.hosts[${index}]' is the name of a Kubernetes Service, got ${quote(host)}: clients in namespace ${quote(refOf(object, 0).namespace)} use the entry instead of the Service, `
          + "and all others use the Service; remove the entry unless it is meant for these clients, or set 'location' to MESH_INTERNAL if its endpoints are in the mesh";
      }
    }
  },
};
