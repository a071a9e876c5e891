import { InjectedPods, injectedPods } from './injected-pods';
import { append, groupBy } from '../../../base/group-by';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { describeRefs } from '../../../base/object-ref';
import { apiUrlEndpoint } from '../../../dynatrace/api-url';
import { CodeModulesEndpoint, codeModulesEndpoint, ENVIRONMENT_UNREACHABLE } from '../../../dynatrace/code-modules-endpoint';
import { operatorIstioObjects } from '../../../dynatrace/operator-istio-objects';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { MeshModel } from '../../../model/mesh-model';
import { sidecarInjectionOf } from '../../../model/pods/sidecar-injection';
import { findSecret } from '../../../model/secret';
import type { MeshWorkload } from '../../../model/workload';
import { captureFaults } from '../../../reach/proxy/capture';
import { applicableSidecars } from '../../../reach/proxy/sidecar-scope';
import { configurationKey } from '../../../reach/trace/egress-proof';
import { trace, TraceQuestion } from '../../../reach/trace/trace';
import { isIpAddress } from '../../../syntax/addresses';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';
import { objectsOf } from '../../objects/mesh-objects';

export const environmentUnreachable: MeshRule<MeshModel> = {
  name: ENVIRONMENT_UNREACHABLE,
  severity: Severity.WARNING,
  upstream: 'ours',
  assumesWholeCluster: true,
  * check(model) {
    const pods = injectedPods(model).filter(({ workload }) => hasSidecar(model, workload));
    if (pods.length === 0) { return; }
    const mesh = withOperatorObjects(model);
    for (const [dynakube, injected] of groupBy(pods, pod => pod.dynakube)) {
      const endpoint = codeModulesEndpoint(dynakube, proxyOf(model, dynakube));
      for (const [reason, workloads] of endpoint ? failures(mesh, endpoint, injected) : []) {
        const target = `${endpoint!.host ?? endpoint!.address}:${endpoint!.port}`;
        const message = `'${endpoint!.field}' names ${target}, which the code modules in ${describeRefs(workloads.map(({ ref }) => ref))} do not reach: ${reason}`;
        yield { object: dynakube.index, message, related: workloads[0].ref.index };
      }
    }
  },
};

/** Whether pods have a sidecar, and one that Istio accepts. */
function hasSidecar(model: MeshModel, workload: MeshWorkload): boolean {
  const injection = sidecarInjectionOf(workload, model.namespaceLabels.get(workload.namespace));
  return (injection === 'yes' || (injection === 'maybe' && hasOwnSidecarObject(model, workload)))
    && captureFaults(workload.annotations, model.settings.istioVersion).length === 0;
}

/** Whether a Sidecar of the namespace applies to pods whose Namespace is not among the objects: it is there for their sidecars. */
function hasOwnSidecarObject(model: MeshModel, workload: MeshWorkload): boolean {
  return !model.namespaceLabels.has(workload.namespace)
    && applicableSidecars(model, workload).some(sidecar => sidecar?.namespace === workload.namespace);
}

/** The workloads that do not reach an endpoint, by the reason. Workloads whose sidecars get the same configuration are asked about once. */
function failures(mesh: MeshModel, endpoint: CodeModulesEndpoint, injected: readonly InjectedPods[]): Map<string, MeshWorkload[]> {
  const { host, address, port, protocol } = endpoint;
  const failing = new Map<string, MeshWorkload[]>();
  for (const group of groupBy(injected.map(({ workload }) => workload), workload => configurationKey(mesh, workload)).values()) {
    const [{ namespace, labels, annotations }] = group;
    const question = { namespace, labels, annotations, host, address, port, protocol };
    const { outcome, explanation } = trace(mesh, question);
    if (outcome !== 'FAILS' || mayArriveAtAddress(mesh, question)) { continue; }
    const reason = explanation.replace(/^(?:An?|The) /, article => article.toLowerCase()).replace(/\.$/, '');
    for (const workload of group) { append(failing, reason, workload); }
  }
  return failing;
}

/** Whether a connection arrives if DNS answers with an address that a ServiceEntry declares for the host. */
function mayArriveAtAddress(mesh: MeshModel, question: TraceQuestion): boolean {
  if (question.host === undefined) { return false; }
  const addresses = mesh.servicesOf(question.host).flatMap(({ address }) => address === undefined ? [] : [address]);
  return addresses.some(address => !isIpAddress(address) || trace(mesh, { ...question, address }).outcome !== 'FAILS');
}

/** The URL of the proxy of a DynaKube; undefined if it has none, null if its Secret is not known. */
function proxyOf(model: MeshModel, { spec, namespace }: KnownDynaKube): string | null | undefined {
  const { value, valueFrom } = spec.proxy ?? {};
  if (value || !valueFrom) { return value || undefined; }
  const secret = findSecret(model, namespace, valueFrom);
  return secret instanceof Map ? secret.get('proxy') ?? null : null;
}

/** The mesh with the objects that the operator creates for the API of DynaKubes with `enableIstio`. */
function withOperatorObjects(model: MeshModel): MeshModel {
  const known = new Set(objectsOf(model, 'networking.istio.io/ServiceEntry').map(({ ref: { namespace, name } }) => `${namespace}/${name}`));
  const created = [...dynaKubesByNamespace(model).values()].flat().filter(({ spec }) => spec.enableIstio === true).flatMap(dynakube => {
    const api = apiUrlEndpoint(dynakube.spec.apiUrl ?? '');
    return api ? operatorIstioObjects(dynakube, 'operator', [api]).filter(({ metadata: { namespace, name } }) => !known.has(`${namespace}/${name}`)) : [];
  });
  return created.length === 0 ? model : MeshModel.of([...model.objects, ...created as unknown as KubernetesObject[]], model.settings);
}
