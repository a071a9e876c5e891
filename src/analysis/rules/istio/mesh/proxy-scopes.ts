import { EgressImports } from './egress-imports';
import { groupBy } from '../../../base/group-by';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { DEFAULT_EGRESS, Sidecar } from '../../../model/sidecar';
import { isIstioAtLeast } from '../../../settings/istio-version';

/** Sidecar proxies that see the same things. */
export interface ProxyScope {
  /** Undefined for the namespaces that no object is about. */
  readonly namespace?: string;
  /** What they import, as one text, but for what is of their own namespace. */
  readonly imports: string;
  /** The namespaces that they import from; undefined for all. */
  readonly importsFrom?: ReadonlySet<string>;
  /** Whether they see a service, on one of its ports. */
  sees(service: Service, port: number): boolean;
}

/**
 * All kinds of proxies that there may be: first those of namespaces without any object, then those that the Sidecar of the mesh, or none, applies to, then those
 * of each other Sidecar. Whether pods are injected anywhere is not asked for: they may come later.
 */
export class ProxyScopes {
  private readonly byNamespace: ReadonlyMap<string, readonly ProxyScope[]>;
  private readonly byImports: readonly (readonly ProxyScope[])[];

  public constructor(scopes: readonly ProxyScope[]) {
    this.byNamespace = groupBy(scopes.filter(({ namespace }) => namespace !== undefined), ({ namespace }) => namespace!);
    this.byImports = [...groupBy(scopes, ({ imports }) => imports).values()];
  }

  /** The proxies of one namespace. */
  public of(namespace: string): readonly ProxyScope[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** For all proxies that import the same, some that are in none of these namespaces. To things that are of, or exported to, these alone, they are all the same. */
  public apartFrom(namespaces: ReadonlyMap<string, unknown>): ProxyScope[] {
    return this.byImports.flatMap(scopes => scopes.find(({ namespace }) => namespace === undefined || !namespaces.has(namespace)) ?? []);
  }
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

/** What a Sidecar, or none, imports in a namespace. */
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
      && importsOf(model, namespace, sidecar).takes(service.host, service.namespace, port),
  };
}

/** The namespaces that services, or what exports them, are about. */
function namespacesIn(model: MeshModel): string[] {
  return [...new Set([
    ...model.services.flatMap(({ namespace, exposure }) => [namespace, ...exposure.namespaces]),
    ...model.workloads.map(({ namespace }) => namespace),
  ])].sort();
}
