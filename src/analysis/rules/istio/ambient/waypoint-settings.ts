import { JsonObject, recordOf, textOf } from '../../../base/json';
import type { ObjectRef } from '../../../base/object-ref';
import type { MeshModel } from '../../../model/mesh-model';
import { portPolicies, trafficPolicies } from '../../objects/destination-rule-spec';

/** The first setting of a DestinationRule that ztunnel ignores. */
export function waypointSetting(model: MeshModel, { index }: ObjectRef): string | undefined {
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
