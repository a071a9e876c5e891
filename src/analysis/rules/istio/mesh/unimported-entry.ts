import { groupBy } from '../../../base/group-by';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isAmbient } from '../../../model/pods/ambient';
import type { Service } from '../../../model/service';
import { DEFAULT_EGRESS } from '../../../model/sidecar';
import { routeDestinations, VirtualService } from '../../../model/virtual-service';
import { applicableSidecars } from '../../../reach/proxy/sidecar-scope';
import { parseEgressHost } from '../../../syntax/egress-host-syntax';
import { HostIndex } from '../../objects/host-index';
import { ANY_NAMESPACE } from '../../objects/hosts-by-namespace';
import { objectsOf, OPERATOR_KINDS } from '../../objects/mesh-objects';
import { sidecarClients } from '../../objects/sidecar-clients';

const MAX_HOSTS = 3;

export const unimportedEntry: MeshRule<MeshModel> = {
  name: 'mesh/unimported-entry',
  severity: Severity.INFO,
  upstream: 'ours',
  * check(model) {
    // In ambient mode, Sidecars do not apply: each client knows each entry.
    if (sidecarClients(model).length === 0 || model.workloads.some(workload => isAmbient(model, workload))) { return; }
    const imports = importsByNamespace(model);
    // Sidecars import the destinations of a VirtualService together with it, and gateways know all hosts.
    const routed = new Set(model.virtualServices.flatMap(destinationHosts));
    // The pods of the operator's components are not among the objects.
    const ofOperator = new Set(OPERATOR_KINDS.flatMap(kind => objectsOf(model, kind)).map(({ ref }) => ref.namespace));
    const isImported = ({ namespace, host }: Service) => importsHost(imports.get(namespace), host) || importsHost(imports.get(ANY_NAMESPACE), host);
    const ofEntries = model.services.filter(({ isKubernetes, namespace }) => !isKubernetes && !ofOperator.has(namespace));
    const entries = groupBy(ofEntries, ({ ref }) => ref.index);
    for (const [object, services] of entries) {
      const missed = services.filter(service => !routed.has(service.host) && !isImported(service));
      const hosts = [...new Set(missed.map(({ host }) => host))];
      if (hosts.length === 0) { continue; }
      const others = hosts.length > MAX_HOSTS ? ' and others' : '';
      yield {
        object,
        message: `'spec.hosts' has hosts that no workload among the objects imports, got ${quoteAll(hosts.slice(0, MAX_HOSTS))}${others}; `
          + `add ${quote(`${missed[0].namespace}/${hosts[0]}`)} to 'spec.egress.hosts' of each Sidecar whose workloads need it`,
      };
    }
  },
};

/** The hosts that are imported from a namespace, or all of them. */
type Imported = HostIndex<true> | 'all';

function importsHost(imported: Imported | undefined, host: string): boolean {
  return imported === 'all' || imported?.overlaps(host) === true;
}

/** What the workloads among the objects import, by the namespace that they import it from. Exclusions and ports are ignored: they make it less. */
function importsByNamespace(model: MeshModel): ReadonlyMap<string, Imported> {
  const imports = new Map<string, Imported>();
  const known = new Set<string>();
  for (const { workload } of sidecarClients(model)) {
    for (const sidecar of applicableSidecars(model, workload)) {
      const key = `${workload.namespace} ${sidecar?.ref.index ?? 'none'}`;
      if (known.has(key)) { continue; }
      known.add(key);
      for (const { namespace, dnsName } of (sidecar?.egress ?? DEFAULT_EGRESS).flatMap(({ hosts }) => hosts).flatMap(host => importedBy(host))) {
        const from = namespace === '.' ? workload.namespace : namespace;
        const index = dnsName === '*' ? 'all' : imports.get(from) ?? new HostIndex<true>();
        imports.set(from, index);
        if (index !== 'all') { index.add(dnsName, true); }
      }
    }
  }
  return imports;
}

function importedBy(host: string): { readonly namespace: string; readonly dnsName: string }[] {
  const parts = parseEgressHost(host);
  return parts && !parts.exclusion ? [parts] : [];
}

function destinationHosts({ http, tls, tcp }: VirtualService): string[] {
  const ofRequests = http.flatMap(({ action }) => routeDestinations(action));
  const ofConnections = [...tls, ...tcp].flatMap(({ destinations }) => destinations);
  return [...ofRequests, ...ofConnections].map(({ host }) => host);
}
