import type { KubernetesObject } from '../../../base/kubernetes-object';
import { splitNamespace } from '../../../syntax/namespaced-name';

/** A host of an egress listener that imports something, as istiod compares it with others. */
export interface EgressImport {
  /** Its place in the list. */
  readonly position: number;
  readonly host: string;
  /** `.` is replaced by the Sidecar's own namespace. */
  readonly namespace: string;
  readonly dnsName: string;
}

/** The importing hosts of a listener. What has no slash is left out: another rule is about it. */
export function importsOf(hosts: readonly string[], sidecar: KubernetesObject): EgressImport[] {
  return hosts.flatMap((host, position) => {
    const { namespace, name } = splitNamespace(host);
    if (namespace === undefined || namespace.startsWith('~')) { return []; }
    return [{ position, host, namespace: namespace === '.' ? sidecar.metadata?.namespace ?? '.' : namespace, dnsName: name }];
  });
}
