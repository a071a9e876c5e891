import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import type { EgressListener, Sidecar } from '../../../model/sidecar';
import { EgressHostParts, parseEgressHost } from '../../../syntax/egress-host-syntax';
import { ANY_NAMESPACE, servicesByNamespace, virtualServicesByNamespace } from '../../objects/hosts-by-namespace';

/** Names within the cluster. Their Services are usually not among the objects. */
const CLUSTER_LOCAL = /\.svc\.cluster\.local\.?$/;

export const sidecarImportsNothing: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-imports-nothing',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const sidecar of model.sidecars) {
      for (const listener of sidecar.egress) {
        for (const host of listener.hosts) {
          const parts = parseEgressHost(host);
          const fault = parts && importsSomething(parts) ? faultOf(model, sidecar, listener, parts) : undefined;
          if (fault !== undefined) { yield { object: sidecar.ref.index, message: `'spec.egress.hosts' imports nothing with ${quote(host)}: ${fault}` }; }
        }
      }
    }
  },
};

function importsSomething({ exclusion, namespace, dnsName }: EgressHostParts): boolean {
  return !exclusion && namespace !== '~' && dnsName !== '*' && !CLUSTER_LOCAL.test(dnsName);
}

function faultOf(model: MeshModel, sidecar: Sidecar, { port }: EgressListener, { namespace, dnsName }: EgressHostParts): string | undefined {
  const isForMesh = sidecar.selector === undefined && sidecar.namespace === model.settings.rootNamespace;
  // The Sidecar of the mesh applies to many namespaces, and `.` is a different one in each.
  if (isForMesh && namespace === '.') { return undefined; }
  const scope = namespace === '.' ? sidecar.namespace : namespace;
  const there = servicesByNamespace(model).get(scope);
  const matching = there?.coveredBy(dnsName) ?? [];
  const isSeen = (service: Service) => isForMesh || isExposedTo(service.exposure, sidecar.namespace);
  const needsPort = port && port.number !== 0 && port.protocol !== 'HTTP_PROXY';
  const takesPort = (service: Service) => !needsPort || service.ports.some(({ number }) => number === port.number);
  const isImported = matching.some(service => isSeen(service) && takesPort(service));
  if (isImported || virtualServicesByNamespace(model).get(scope)?.overlaps(dnsName)) { return undefined; }
  if (matching.length > 0) {
    return matching.some(isSeen) ? `the service has no port ${quote(port?.number)}; add the port to the service, or remove the host`
      : `the service is not exported to namespace ${quote(sidecar.namespace)}; add the namespace to its 'exportTo'`;
  }
  const wider = there?.hostsCovering(dnsName).find(host => host !== dnsName);
  if (wider !== undefined) { return `namespace ${quote(scope)} has only the wildcard ${quote(wider)}; write exactly this wildcard`; }
  const elsewhere = servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(dnsName)[0];
  if (elsewhere) { return `the host is in namespace ${quote(elsewhere.namespace)}; write this namespace in front of it`; }
  // If no service of a namespace is among the objects, its services are not known.
  return there?.covers('*') || there?.coveredBy('*').length ? `no service in namespace ${quote(scope)} has this host; add the ServiceEntry, or remove the host` : undefined;
}
