import { importedOn } from './imported-services';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { EgressListener, Sidecar } from '../../../model/sidecar';
import { EgressHostParts, parseEgressHost } from '../../../syntax/egress-host-syntax';
import { isServiceHost } from '../../../syntax/service-hosts';

export const listenerWithoutService: MeshRule<MeshModel> = {
  name: 'mesh/listener-without-service',
  severity: Severity.WARNING,
  upstream: 'ours',
  assumesWholeCluster: true,
  * check(model) {
    for (const sidecar of model.sidecars) {
      for (const listener of sidecar.egress) {
        const { port, hosts } = listener;
        if (!port || port.number === 0 || port.protocol === 'HTTP_PROXY' || !areKnown(model, sidecar, hosts)) { continue; }
        if (!importedOn(model, sidecar, [listener], port.number).next().done) { continue; }
        yield {
          object: sidecar.ref.index,
          message: `'spec.egress' has a listener for port ${port.number}, but none of the services that it imports has this port, so sidecars do not listen there; `
            + 'write the port of the service, or remove the listener',
        };
      }
    }
  },
};

/** Whether the services that the hosts of a listener import are among the objects. Another rule reports hosts outside the cluster. */
function areKnown(model: MeshModel, sidecar: Sidecar, hosts: EgressListener['hosts']): boolean {
  const isForMesh = sidecar.selector === undefined && sidecar.namespace === model.settings.rootNamespace;
  const included = hosts.flatMap(host => parseEgressHost(host) ?? []).filter(({ exclusion, namespace }) => !exclusion && namespace !== '~');
  return included.length > 0 && included.every(({ namespace, dnsName }: EgressHostParts) => {
    // The Sidecar of the mesh applies to many namespaces, and `.` is a different one in each.
    if (namespace === '*' || (namespace === '.' && isForMesh)) { return false; }
    const scope = namespace === '.' ? sidecar.namespace : namespace;
    return dnsName === '*' ? model.servicesIn(scope).length > 0 : isServiceHost(dnsName, model.settings) && model.serviceOf(dnsName, scope) !== undefined;
  });
}
