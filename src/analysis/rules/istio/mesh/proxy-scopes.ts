import { EgressImports } from './egress-imports';
import { groupBy } from '../../../base/group-by';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { DEFAULT_EGRESS, Sidecar } from '../../../model/sidecar';
import { applicableSidecars } from '../../../reach/proxy/sidecar-scope';
import { isIstioAtLeast } from '../../../settings/istio-version';
import { SidecarClient, sidecarClients } from '../../objects/sidecar-clients';

/** Sidecar proxies that see the same services. */
export interface ProxyScope {
  /** Undefined for namespaces that no object refers to. */
  readonly namespace?: string;
  /** The imported hosts as a text, without those of their own namespace. */
  readonly imports: string;
  /** A workload with such a proxy, and whether the proxy answers its DNS queries; undefined if the proxies are only possible ones. */
  readonly client?: SidecarClient;
  /** The namespaces from which they import; undefined for all. */
  readonly importsFrom?: ReadonlySet<string>;
  /** Whether they see a service on a port. */
  sees(service: Service, port: number): boolean;
}

/**
 * All possible scopes of proxies: first namespaces without any object, then namespaces with the Sidecar of the mesh or without a Sidecar, then each other
 * Sidecar. Whether there are injected pods is not checked: they can be added later.
 */
export class ProxyScopes {
  private readonly byNamespace: ReadonlyMap<string, readonly ProxyScope[]>;
  private readonly byImports: readonly (readonly ProxyScope[])[];

  public constructor(scopes: readonly ProxyScope[]) {
    this.byNamespace = groupBy(scopes.filter(({ namespace }) => namespace !== undefined), ({ namespace }) => namespace!);
    this.byImports = [...groupBy(scopes, ({ imports }) => imports).values()];
  }

  /** The scopes of a namespace. */
  public of(namespace: string): readonly ProxyScope[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /**
 * For each group of scopes with the same imports, one scope outside these namespaces. It represents the group: objects that belong or are exported to
 * these namespaces only are not visible in any of its scopes.
 */
  public outside(namespaces: ReadonlyMap<string, unknown>): ProxyScope[] {
    return this.byImports.flatMap(scopes => scopes.find(({ namespace }) => namespace === undefined || !namespaces.has(namespace)) ?? []);
  }
}

/** The scopes of the workloads among the objects that have a sidecar, or may have one. */
export function knownScopes(model: MeshModel): ProxyScopes {
  return model.once('scopes of known proxies', () => {
    const scopes = new Map<string, ProxyScope>();
    for (const client of sidecarClients(model)) {
      const { workload: { namespace }, dnsCapture } = client;
      const [sidecar, ...others] = applicableSidecars(model, client.workload);
      const key = `${namespace} ${sidecar?.ref.index ?? 'none'} ${dnsCapture}`;
      // Which of several Sidecars applies is not known.
      if (others.length > 0 || scopes.has(key)) { continue; }
      const scope = scopeOf(model, namespace, sidecar);
      scopes.set(key, { ...scope, client, imports: `${dnsCapture} ${scope.imports}` });
    }
    return new ProxyScopes([...scopes.values()]);
  });
}

export function proxyScopes(model: MeshModel): ProxyScopes {
  return model.once('proxy scopes', () => {
    const { rootNamespace } = model.settings;
    const ofMesh = model.sidecarsOf(rootNamespace).find(({ selector }) => selector === undefined);
    const hasOwn = (namespace: string) => model.sidecarsOf(namespace).some(({ selector }) => selector === undefined);
    const others = namespacesIn(model).filter(namespace => !hasOwn(namespace));
    return new ProxyScopes([
      scopeOf(model, undefined, ofMesh),
      ...others.map(namespace => scopeOf(model, namespace, ofMesh)),
      ...model.sidecars.map(sidecar => scopeOf(model, sidecar.namespace, sidecar)),
    ]);
  });
}

/** The imports of a Sidecar in a namespace, or the default imports without a Sidecar. */
export function importsOf(model: MeshModel, namespace: string | undefined, sidecar: Sidecar | undefined): EgressImports {
  return model.once(`imports of ${sidecar?.ref.index ?? 'none'} in ${namespace ?? ''}`, () => new EgressImports(
    sidecar?.egress ?? DEFAULT_EGRESS,
    namespace,
    isIstioAtLeast(model.settings.istioVersion, '1.31'),
  ));
}

function scopeOf(model: MeshModel, namespace: string | undefined, sidecar: Sidecar | undefined): ProxyScope {
  const isOwn = (host: string) => host.startsWith('./') || (namespace !== undefined && host.startsWith(`${namespace}/`));
  const egress = sidecar?.egress ?? DEFAULT_EGRESS;
  return {
    namespace,
    imports: JSON.stringify(egress.map(({ port, hosts }) => [port, hosts.filter(host => !isOwn(host))])),
    importsFrom: importsOf(model, namespace, sidecar).namespaces,
    sees: (service, port) => (namespace === undefined ? service.exposure.everywhere : isExposedTo(service.exposure, namespace))
      && importsOf(model, namespace, sidecar).includes(service.host, service.namespace, port),
  };
}

/** The namespaces of services and workloads, and those to which services are exported. */
function namespacesIn(model: MeshModel): string[] {
  return [...new Set([
    ...model.services.flatMap(({ namespace, exposure }) => [namespace, ...exposure.namespaces]),
    ...model.workloads.map(({ namespace }) => namespace),
  ])].sort();
}
