import type { KubernetesObject } from '../../../base/kubernetes-object';
import { refOf } from '../../../base/object-ref';
import { splitNamespace } from '../../../syntax/namespaced-name';

/** A host of an egress listener that imports services, as istiod compares it with other hosts. */
export interface EgressImport {
  /** Its index in the list. */
  readonly position: number;
  readonly host: string;
  /** `.` is replaced with the Sidecar's own namespace. */
  readonly namespace: string;
  readonly dnsName: string;
}

/** The importing hosts of a listener. Hosts without a slash are skipped: another rule reports them. */
export function importsOf(hosts: readonly string[], sidecar: KubernetesObject): EgressImport[] {
  const { namespace: own } = refOf(sidecar, 0);
  return hosts.flatMap((host, position) => {
    const { namespace, name } = splitNamespace(host);
    if (namespace === undefined || namespace.startsWith('~')) { return []; }
    return [{ position, host, namespace: namespace === '.' ? own : namespace, dnsName: name }];
  });
}
