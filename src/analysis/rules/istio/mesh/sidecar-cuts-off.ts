import { importsOf } from './proxy-scopes';
import { groupBy } from '../../../base/group-by';
import { selects, showLabels } from '../../../base/labels';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import { mayHaveSidecar } from '../../../model/pods/sidecar-injection';
import type { Service } from '../../../model/service';
import type { Sidecar } from '../../../model/sidecar';
import { workloadsOfSidecar } from '../../../reach/proxy/workloads-of-sidecar';
import { OutboundTrafficMode } from '../../../settings/mesh-settings';
import { objectsOf, OPERATOR_KINDS } from '../../objects/mesh-objects';
import { CONTROL_PLANE_NAMESPACE } from '../../objects/pods';

const MAX_NAMESPACES = 3;

export const sidecarCutsOff: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-cuts-off',
  severity: Severity.INFO,
  upstream: 'ours',
  * check(model) {
    if (servicesByNamespace(model).size === 0) { return; }
    for (const sidecar of model.sidecars) {
      const namespaces = blocksUnknown(model, sidecar) ? hiddenNamespaces(model, sidecar) : [];
      if (namespaces.length === 0) { continue; }
      const named = namespaces.slice(0, MAX_NAMESPACES);
      const others = namespaces.length > named.length ? ' and other namespaces' : '';
      const message = `'spec.egress' imports no Service of ${quoteAll(named)}${others}, so REGISTRY_ONLY blocks connections to them; `
        + `if the workloads need them, add ${quoteAll(named.map(namespace => `${namespace}/*`))} to ${placeOf(sidecar)}`;
      yield { object: sidecar.ref.index, message };
    }
  },
};

/** Whether a Sidecar applies to workloads of its own namespace, and blocks what it does not import. */
function blocksUnknown(model: MeshModel, { ref, namespace, outboundTrafficPolicy, egressProxy }: Sidecar): boolean {
  return namespace !== model.settings.rootNamespace
    && (outboundTrafficPolicy ?? model.settings.outboundTrafficPolicy) === OutboundTrafficMode.REGISTRY_ONLY && egressProxy === undefined
    && workloadsOfSidecar(model, ref.index).some(({ workload }) => mayHaveSidecar(model, workload));
}

/**
 * The first other namespaces with Services that are exported to a Sidecar, of which it imports none: one more than messages name. The search ends with the
 * last of them, so that many Sidecars and many namespaces take little time.
 */
function hiddenNamespaces(model: MeshModel, sidecar: Sidecar): string[] {
  const { namespace, egress } = sidecar;
  if (egress.some(({ port, hosts }) => port === undefined && hosts.includes('*/*'))) { return []; }
  const imports = importsOf(model, namespace, sidecar);
  const ignored = new Set([namespace, model.settings.rootNamespace, CONTROL_PLANE_NAMESPACE]);
  const hidden: string[] = [];
  for (const [other, services] of servicesByNamespace(model)) {
    if (hidden.length > MAX_NAMESPACES) { break; }
    const visible = ignored.has(other) ? [] : services.filter(({ exposure }) => isExposedTo(exposure, namespace));
    const isImported = ({ host, ports }: Service) => ports.some(({ number }) => imports.includes(host, other, number));
    const mayImport = imports.namespaces?.has(other) ?? true;
    if (visible.length > 0 && !(mayImport && visible.some(isImported))) { hidden.push(other); }
  }
  return hidden;
}

/**
 * The Services with ports, by namespace, in the order of the namespaces. Applications do not call the Dynatrace operator, nor gateways: VirtualServices lead
 * connections to these, and sidecars import the destinations of a VirtualService with it.
 */
function servicesByNamespace(model: MeshModel): ReadonlyMap<string, readonly Service[]> {
  return model.once('Services of other namespaces', () => {
    const ofOperator = new Set(OPERATOR_KINDS.flatMap(kind => objectsOf(model, kind)).map(({ ref }) => ref.namespace));
    const services = model.services.filter(service => service.isKubernetes && service.resolution !== 'ALIAS' && service.ports.length > 0
      && !ofOperator.has(service.namespace) && !isOfGateway(model, service));
    return new Map([...groupBy(services, ({ namespace }) => namespace)].sort(([a], [b]) => a < b ? -1 : 1));
  });
}

function isOfGateway(model: MeshModel, { selector }: Service): boolean {
  // Many Gateways select the pods of few gateways.
  const selectors = model.once('selectors of Gateways', () => {
    const all = model.gateways.map(({ selector: each }) => each).filter(each => each !== undefined);
    return [...new Map(all.map(each => [showLabels(each), each])).values()];
  });
  return selector !== undefined && selectors.some(each => selects(each, selector));
}

function placeOf({ egress }: Sidecar): string {
  const index = egress.findIndex(({ port }) => port === undefined);
  return index < 0 ? "a listener without a port in 'spec.egress'" : `'spec.egress[${index}].hosts'`;
}
