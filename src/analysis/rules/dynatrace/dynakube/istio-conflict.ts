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

/** Annotation with which the operator records what it wrote. */
const TEMPLATE_HASH = 'internal.operator.dynatrace.com/template-hash';

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

/** Objects that the operator would overwrite. */
function* sameNames(model: MeshModel, { name, namespace, spec, index }: KnownDynaKube): Iterable<Violation> {
  const components = ['operator', ...injectionMode(spec) ? ['oneagent'] : [], ...hasActiveGate(spec) ? ['activegate'] : []];
  const names = new Set(components.flatMap(component => [`${name}-fqdn-${component}`, `${name}-ip-${component}`]));
  for (const { ref } of KINDS.flatMap(kind => objectsOf(model, kind))) {
    if (ref.namespace === namespace && names.has(ref.name) && !isCreatedByOperator(model.objects[ref.index])) {
      const message = `'spec.enableIstio' makes the operator overwrite ${describeRef(ref)}, and your delivery tool writes it back; remove one of the two`;
      yield { object: index, message, related: ref.index };
    }
  }
}

/** ServiceEntries for the host of the API, for which the operator creates one too. The other hosts of the operator are known only at run time. */
function* sameHosts(model: MeshModel, { name, namespace, spec, index }: KnownDynaKube): Iterable<Violation> {
  const host = apiUrlEndpoint(spec.apiUrl ?? '')?.host;
  if (host === undefined) { return; }
  const services = [host, ...wildcardsOver(host)].flatMap(spelling => model.servicesOf(spelling)).filter(({ isKubernetes }) => !isKubernetes);
  const entries = new Map<number, ObjectRef>(services.map(({ ref }) => [ref.index, ref]));
  for (const ref of entries.values()) {
    const isNamesake = ref.namespace === namespace && ref.name.startsWith(`${name}-fqdn-`);
    if (isNamesake || isCreatedByOperator(model.objects[ref.index])) { continue; }
    const message = `'spec.enableIstio' makes the operator create a ServiceEntry and a VirtualService for ${quote(host)}, which ${describeRef(ref)} declares too: `
      + 'their age and visibility decide which of them applies; remove enableIstio if the app allows the egress of OneAgent itself';
    yield { object: index, message, related: ref.index };
  }
}

/**
 * Whether the operator created an object, which was then read from the cluster. Backups and exports often lack the owner. `OperatorCompatibleEgress` sets
 * neither the hash nor the version of the operator.
 */
function isCreatedByOperator({ metadata }: KubernetesObject): boolean {
  const { ownerReferences, annotations, labels } = recordOf(metadata);
  return listOf(ownerReferences).some(owner => recordOf(owner).kind === 'DynaKube')
    || Object.hasOwn(recordOf(annotations), TEMPLATE_HASH)
    || recordOf(labels)['app.kubernetes.io/name'] === 'dynatrace-operator' && Object.hasOwn(recordOf(labels), 'app.kubernetes.io/version');
}
