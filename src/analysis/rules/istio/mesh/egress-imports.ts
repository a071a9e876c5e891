import type { EgressListener } from '../../../model/sidecar';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';
import { HostIndex } from '../../objects/host-index';

/** The hosts of a listener for one namespace, or for any namespace. */
interface HostClass {
  readonly imported: HostIndex<true>;
  excluded?: HostIndex<true>;
  importsAny: boolean;
}

const ANY = '*';

/** The imports of the egress listeners of a Sidecar. */
export class EgressImports {
  /** The namespaces from which something is imported; undefined for all. */
  public readonly namespaces?: ReadonlySet<string>;
  private readonly listeners: readonly { readonly port?: number; readonly classes: ReadonlyMap<string, HostClass> }[];

  /**
   * @param namespace the meaning of `.`; undefined for a namespace without services
   * @param canExclude whether the version of Istio supports exclusions
   */
  public constructor(listeners: readonly EgressListener[], namespace: string | undefined, canExclude: boolean) {
    this.listeners = listeners.map(({ hosts, port }) => ({
      // An HTTP proxy listens on a separate port for services on any port.
      port: port && port.number !== 0 && port.protocol !== 'HTTP_PROXY' ? port.number : undefined,
      classes: classesOf(hosts, namespace, canExclude),
    }));
    const named = this.listeners.flatMap(({ classes }) => [...classes].filter(([, { importsAny }]) => importsAny));
    const namespaces = new Set(named.map(([name]) => name));
    this.namespaces = namespaces.has(ANY) ? undefined : namespaces;
  }

  /** Whether a service of a namespace is imported with a port. */
  public includes(host: string, namespace: string, port: number): boolean {
    return this.listeners.some(listener => (listener.port === undefined || listener.port === port)
      && isImported(listener.classes, namespace, names => names.covers(host), host));
  }

  /** Whether a VirtualService of a namespace is imported: one of its hosts covers an imported host, or is covered by one. */
  public includesVirtualService(hosts: readonly string[], namespace: string): boolean {
    return this.listeners.some(({ classes }) => hosts.some(host => isImported(classes, namespace, names => names.overlaps(host), host)));
  }
}

function classesOf(hosts: readonly string[], namespace: string | undefined, canExclude: boolean): Map<string, HostClass> {
  const classes = new Map<string, HostClass>();
  for (const host of hosts) {
    const parts = parseEgressHost(host);
    if (!parts) { continue; }
    const isForAll = parts.namespace === '~' && canExclude;
    const scope = parts.namespace === '.' ? namespace ?? '.' : parts.namespace;
    if (parts.namespace === '~' && !isForAll) { continue; }
    const key = isForAll ? ANY : scope;
    const hostClass = classes.get(key) ?? { imported: new HostIndex<true>(), importsAny: false };
    classes.set(key, hostClass);
    if (parts.exclusion || isForAll) {
      if (canExclude) { (hostClass.excluded ??= new HostIndex<true>()).add(parts.dnsName, true); }
    } else {
      hostClass.imported.add(parts.dnsName, true);
      hostClass.importsAny = true;
    }
  }
  return classes;
}

function isImported(classes: ReadonlyMap<string, HostClass>, namespace: string, matches: (names: HostIndex<true>) => boolean, host: string): boolean {
  const relevant = [classes.get(namespace), classes.get(ANY)].filter(hostClass => hostClass !== undefined);
  return relevant.some(({ imported }) => matches(imported)) && !relevant.some(({ excluded }) => excluded?.covers(host) === true);
}
