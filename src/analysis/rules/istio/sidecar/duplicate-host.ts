import { importsOf } from './imports-of';
import { SIDECAR, specOf } from './sidecar-spec';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const duplicateHost: ObjectRule = {
  name: 'sidecar/duplicate-host',
  severity: Severity.WARNING,
  upstream: 'webhook-warning',
  kinds: SIDECAR,
  * check(object, { rootNamespace }) {
    for (const [index, { hosts }] of (specOf(object).egress ?? []).entries()) {
      const namesByNamespace = new Map<string, Set<string>>();
      for (const { position, host, namespace, dnsName } of importsOf(hosts, object)) {
        const names = namesByNamespace.get(namespace) ?? new Set();
        namesByNamespace.set(namespace, names);
        if (dnsName === '*' ? names.size > 0 : names.has(dnsName) || names.has('*')) {
          // The webhook treats "." as the namespace of the object. In the Sidecar of the mesh it is the namespace of each workload.
          const isForEach = namespace === rootNamespace && object.metadata?.namespace === rootNamespace && hosts.some(other => other.startsWith('./'));
          yield `'spec.egress[${index}].hosts[${position}]' imports the same as another host of the listener, got ${quote(host)}; `
            + (isForEach ? `keep both if "." is the namespace of each workload, as in namespace ${quote(rootNamespace)}` : 'keep the wider one');
        }
        names.add(dnsName);
      }
    }
  },
};
