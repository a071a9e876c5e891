import { EgressImports } from './egress-imports';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { portOf, Service } from '../../../model/service';
import type { EgressListener, Sidecar } from '../../../model/sidecar';
import { isIstioAtLeast } from '../../../settings/istio-version';

/** The imports of listeners of a Sidecar. */
export function importsOfListeners(model: MeshModel, { namespace }: Sidecar, listeners: readonly EgressListener[]): EgressImports {
  return new EgressImports(listeners, namespace, isIstioAtLeast(model.settings.istioVersion, '1.31'));
}

/** The services with a port that listeners of a Sidecar import. Only namespaces that the listeners list are searched. */
export function* importedOn(model: MeshModel, sidecar: Sidecar, listeners: readonly EgressListener[], port: number): Generator<Service> {
  const imports = importsOfListeners(model, sidecar, listeners);
  const candidates = imports.namespaces ? [...imports.namespaces].flatMap(namespace => model.servicesIn(namespace)) : model.servicesOnPort(port);
  for (const service of candidates) {
    const isVisible = portOf(service.ports, port) !== undefined && isExposedTo(service.exposure, sidecar.namespace);
    if (isVisible && imports.includes(service.host, service.namespace, port)) { yield service; }
  }
}
