import type { KubernetesObject } from '../../../base/kubernetes-object';

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
  return hosts.flatMap((host, position) => {
    const slash = host.indexOf('/');
    if (slash < 0 || host.startsWith('~')) { return []; }
    const namespace = host.slice(0, slash);
    return [{ position, host, namespace: namespace === '.' ? sidecar.metadata?.namespace ?? '.' : namespace, dnsName: host.slice(slash + 1) }];
  });
}
