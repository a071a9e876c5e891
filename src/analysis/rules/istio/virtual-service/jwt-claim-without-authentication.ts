import { virtualServices } from './destination-sites';
import { isJwtClaim } from './header-names';
import { httpRoutes, matchesOf } from './virtual-service-spec';
import { recordOf, textsOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { selects } from '../../../base/labels';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MESH_GATEWAY } from '../../../model/virtual-service';
import { podsOf } from '../../objects/gateway-pods';
import { GATEWAY } from '../../objects/gateway-spec';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
import { CONTROL_PLANE_NAMESPACE, Pods } from '../../objects/pods';
import { selectorLabels } from '../../objects/selectors';

const REQUEST_AUTHENTICATION = { kind: 'security.istio.io/RequestAuthentication', selectorField: 'selector', labelsField: 'matchLabels' } as const;

export const jwtClaimWithoutAuthentication: MeshRule<MeshModel> = {
  name: 'virtual-service/jwt-claim-without-authentication',
  severity: Severity.ERROR,
  upstream: 'IST0149',
  assumesWholeCluster: true,
  * check(model) {
    for (const { object, ref, spec } of virtualServices(model)) {
      const claim = firstClaim(object);
      if (claim === undefined) { continue; }
      const gateway = textsOf(spec.gateways).filter(name => name !== MESH_GATEWAY).map(name => gatewayNamed(model, name, ref.namespace))
        .find(found => found && podsOf(model, found).some(pods => !isAuthenticated(model, pods)));
      if (!gateway) { continue; }
      yield {
        object: ref.index,
        related: gateway.ref.index,
        message: `'spec.http' matches a claim of a JWT, got ${quote(claim)}, but no RequestAuthentication applies to the pods of ${describeRef(gateway.ref)}, so the claim is never known `
          + 'and the route never used; add a RequestAuthentication in the namespace of these pods',
      };
    }
  },
};

/** The first header of a match that is a claim of a JWT. */
function firstClaim(object: KubernetesObject): string | undefined {
  return httpRoutes(object).flatMap(matchesOf)
    .flatMap(({ value }) => [value.headers, value.withoutHeaders].flatMap(headers => Object.keys(recordOf(headers))))
    .find(isJwtClaim);
}

function gatewayNamed(model: MeshModel, name: string, namespace: string): MeshObject | undefined {
  const gateways = model.once('Gateways by name', () => new Map(objectsOf(model, GATEWAY[0]).map(gateway => [`${gateway.ref.namespace}/${gateway.ref.name}`, gateway])));
  return gateways.get(name.includes('/') ? name : `${namespace}/${name}`);
}

/** Whether a RequestAuthentication of their namespace or of the control plane selects pods. */
function isAuthenticated(model: MeshModel, { namespace, labels }: Pods): boolean {
  const all = model.once('RequestAuthentications', () => objectsOf(model, REQUEST_AUTHENTICATION.kind)
    .map(object => ({ namespace: object.ref.namespace, selector: selectorLabels(object, REQUEST_AUTHENTICATION) })));
  return all.some(each => [namespace, CONTROL_PLANE_NAMESPACE].includes(each.namespace) && selects(each.selector, labels));
}
