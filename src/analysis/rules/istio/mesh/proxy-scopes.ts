import { EgressImports } from './egress-imports';
import { isExposedTo } from '../../../exposure';
import { isIstioAtLeast } from '../../../istio-version';
import type { MeshModel } from '../../../mesh-model';
import type { Service } from '../../../service';
import { DEFAULT_EGRESS, Sidecar } from '../../../sidecar';

/** Sidecar proxies that see the same things. */
export interface ProxyScope {
  /** Undefined for the namespaces that no object is about. */
  readonly namespace?: string;
  /** Whether they see a service, on one of its ports. */
  sees(service: Service, port: number): boolean;
}

/**
 * All kinds of proxies that there may be: first those of namespaces without any object, then those that the Sidecar of the mesh, or none, applies to, then those
 * of each other Sidecar. Whether pods are injected anywhere is not asked for: they may come later.
 */
export function proxyScopes(model: MeshModel): readonly ProxyScope[] {
  return model.once('proxy scopes', () => {
    const { rootNamespace } = model.settings;
    const ofMesh = model.sidecarsOf(rootNamespace).find(({ selector }) => selector === undefined);
    const hasOwn = (namespace: string) => model.sidecarsOf(namespace).some(({ selector }) => selector === undefined);
    const others = namespacesIn(model).filter(namespace => !hasOwn(namespace));
    return [
      scopeOf(model, undefined, ofMesh),
      ...others.map(namespace => scopeOf(model, namespace, ofMesh)),
      ...model.sidecars.map(sidecar => scopeOf(model, sidecar.namespace, sidecar)),
    ];
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
  return {
    namespace,
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
