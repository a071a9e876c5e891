import { hasWaypoint } from './waypoints';
import { Severity } from '../../../finding';
import { JsonObject, recordOf, textOf } from '../../../json';
import type { MeshModel } from '../../../mesh-model';
import { describeRef, ObjectRef } from '../../../object-ref';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';
import type { Service } from '../../../service';
import { MESH_GATEWAY } from '../../../virtual-service';
import { portPolicies, trafficPolicies } from '../destination-rule/destination-rule-spec';
import { isAmbientNamespace } from '../mesh/sidecars';

export const withoutWaypoint: MeshRule<MeshModel> = {
  name: 'ambient/without-waypoint',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const isAmbient = ({ namespace }: ObjectRef) => isAmbientNamespace(model.namespaceLabels.get(namespace));
    for (const { ref, hosts, http, gateways } of model.virtualServices) {
      if (http.length === 0 || !gateways.includes(MESH_GATEWAY) || !isAmbient(ref)) { continue; }
      const service = unserved(model, hosts);
      if (service) { yield violation(ref, "'spec.http'", service); }
    }
    for (const { ref, host } of model.destinationRules.all) {
      const setting = isAmbient(ref) ? settingOfWaypoints(model, ref) : undefined;
      const service = setting === undefined ? undefined : unserved(model, [host]);
      if (service) { yield violation(ref, `'${setting}'`, service); }
    }
  },
};

function violation({ index }: ObjectRef, path: string, service: Service) {
  return {
    object: index,
    related: service.ref.index,
    message: `${path} needs a waypoint, for ztunnel does not look into requests, and ${describeRef(service.ref)} has none for ${quote(service.host)}; `
      + "label it or its namespace 'istio.io/use-waypoint: <name>'",
  };
}

/** A service of one of the hosts that no waypoint is in front of. */
function unserved(model: MeshModel, hosts: readonly string[]): Service | undefined {
  return hosts.flatMap(host => model.servicesOf(host)).find(({ labels, namespace }) => !hasWaypoint(model, labels, namespace));
}

/** What a DestinationRule says that ztunnel leaves out. */
function settingOfWaypoints(model: MeshModel, { index }: ObjectRef): string | undefined {
  return trafficPolicies(model.objects[index]).flatMap(policy => [policy, ...portPolicies(policy)]).flatMap(({ path, value }) => settingsIn(value).map(field => `${path}.${field}`))[0];
}

function settingsIn({ connectionPool, outlierDetection, loadBalancer, tls }: JsonObject): string[] {
  const mode = textOf(recordOf(tls).mode);
  const hash = recordOf(recordOf(loadBalancer).consistentHash);
  return [
    ...recordOf(connectionPool).http === undefined ? [] : ['connectionPool.http'],
    ...outlierDetection === undefined ? [] : ['outlierDetection'],
    ...['httpHeaderName', 'httpCookie', 'httpQueryParameterName'].filter(field => hash[field] !== undefined).map(field => `loadBalancer.consistentHash.${field}`),
    ...mode === 'SIMPLE' || mode === 'MUTUAL' ? ['tls'] : [],
  ];
}
