import { JsonObject, recordOf, textOf } from '../../../base/json';
import type { ObjectRef } from '../../../base/object-ref';
import type { DestinationRule } from '../../../model/destination-rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';
import { portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';
import { isAmbientNamespace } from '../../objects/sidecars';

/** The VirtualServices of ambient namespaces with routes for requests in the mesh, which only waypoints apply. */
export function routesOfWaypoints(model: MeshModel): VirtualService[] {
  return model.virtualServices.filter(({ ref, http, gateways }) => http.length > 0 && gateways.includes(MESH_GATEWAY) && isAmbient(model, ref));
}

/** The DestinationRules of ambient namespaces with a setting that only waypoints apply, and the first such setting. */
export function rulesOfWaypoints(model: MeshModel): { readonly rule: DestinationRule; readonly setting: string }[] {
  return model.destinationRules.all.flatMap(rule => {
    const setting = isAmbient(model, rule.ref) ? waypointSetting(model, rule.ref) : undefined;
    return setting === undefined ? [] : [{ rule, setting }];
  });
}

function isAmbient(model: MeshModel, { namespace }: ObjectRef): boolean {
  return isAmbientNamespace(model.namespaceLabels.get(namespace));
}

/** The first setting of a DestinationRule that ztunnel ignores. */
function waypointSetting(model: MeshModel, { index }: ObjectRef): string | undefined {
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
