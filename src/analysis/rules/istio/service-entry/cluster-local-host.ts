import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { normalizeHost } from '../../../syntax/hosts';

const SERVICE = /^[a-z0-9-]+\.[a-z0-9-]+\.svc\.cluster\.local$/;

export const clusterLocalHost: ObjectRule = {
  name: 'service-entry/cluster-local-host',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  * check(object) {
    const spec = specOf(object);
    if (spec.location === 'MESH_INTERNAL' || resolutionOf(spec) === 'DYNAMIC_DNS') { return; }
    for (const [index, host] of spec.hosts.entries()) {
      if (SERVICE.test(normalizeHost(host))) {
        yield `'spec.hosts[${index}]' is the name of a Kubernetes Service, which the entry replaces for clients in its own namespace, got ${quote(host)}; remove it, or set 'location' to MESH_INTERNAL if that is intended`;
      }
    }
  },
};
