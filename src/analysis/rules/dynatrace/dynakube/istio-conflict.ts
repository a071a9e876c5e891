import { listOf, recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { apiUrlEndpoint } from '../../../dynatrace/api-url';
import { hasActiveGate, injectionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { wildcardsOver } from '../../../syntax/hosts';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';
import { objectsOf } from '../../objects/mesh-objects';

const KINDS = ['networking.istio.io/ServiceEntry', 'networking.istio.io/VirtualService'];

export const istioConflict: MeshRule<MeshModel> = {
  name: 'dynakube/istio-conflict',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const group of dynaKubesByNamespace(model).values()) {
      for (const dynakube of group.filter(({ spec }) => spec.enableIstio === true)) {
        yield* sameNames(model, dynakube);
        yield* sameHosts(model, dynakube);
      }
    }
  },
};

/** Objects that the operator would write over. */
function* sameNames(model: MeshModel, { name, namespace, spec, index }: KnownDynaKube): Iterable<Violation> {
  const components = ['operator', ...injectionMode(spec) ? ['oneagent'] : [], ...hasActiveGate(spec) ? ['activegate'] : []];
  const names = new Set(components.flatMap(component => [`${name}-fqdn-${component}`, `${name}-ip-${component}`]));
  for (const { ref } of KINDS.flatMap(kind => objectsOf(model, kind))) {
    if (ref.namespace === namespace && names.has(ref.name) && !isOfOperator(model.objects[ref.index])) {
      const message = `'spec.enableIstio' has the operator write ${describeRef(ref)} itself, over the one of the app, and each undoes what the other did; leave one of the two out`;
      yield { object: index, message, related: ref.index };
    }
  }
}

/** ServiceEntries for the host of the API, which the operator makes one for too. Its other hosts are known at run time only. */
function* sameHosts(model: MeshModel, { name, namespace, spec, index }: KnownDynaKube): Iterable<Violation> {
  const host = apiUrlEndpoint(spec.apiUrl ?? '')?.host;
  if (host === undefined) { return; }
  const services = [host, ...wildcardsOver(host)].flatMap(spelling => model.servicesOf(spelling)).filter(({ isKubernetes }) => !isKubernetes);
  const entries = new Map<number, ObjectRef>(services.map(({ ref }) => [ref.index, ref]));
  for (const ref of entries.values()) {
    const isNamesake = ref.namespace === namespace && ref.name.startsWith(`${name}-fqdn-`);
    if (isNamesake || isOfOperator(model.objects[ref.index])) { continue; }
    const message = `'spec.enableIstio' has the operator make a ServiceEntry and a VirtualService for ${quote(host)}, which ${describeRef(ref)} is for too: which of them applies `
      + 'hangs on their age and on who sees them; leave enableIstio out where the app lets OneAgent out itself';
    yield { object: index, message, related: ref.index };
  }
}

/** Whether an object was read from a cluster where the operator made it. */
function isOfOperator(object: KubernetesObject): boolean {
  return listOf(recordOf(object.metadata).ownerReferences).some(owner => recordOf(owner).kind === 'DynaKube');
}
