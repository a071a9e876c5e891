import { listOf, recordOf, textOf } from '../../../base/json';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { DestinationRule } from '../../../model/destination-rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import { ProtocolFamily } from '../../../syntax/protocols';
import { destinationRules } from '../../objects/destination-rules';
import { workloadsInNamespace } from '../../objects/gateway-namespaces';
import { ANY_NAMESPACE, servicesByNamespace } from '../../objects/hosts-by-namespace';
import { hasHttpRouteTo } from '../../objects/http-destinations';
import { tlsModes } from '../../objects/tls-of-rule';

export const doubleTls: MeshRule<MeshModel> = {
  name: 'destination-rule/double-tls',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    yield* ofSubsets(model);
    const modes = new Map(destinationRules(model).map(rule => [rule.ref.index, tlsModes(rule)]));
    for (const rule of model.destinationRules.all) {
      const ofRule = modes.get(rule.ref.index) ?? new Map<number | undefined, string>();
      if (![...ofRule.values()].some(originates)) { continue; }
      for (const service of servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(rule.host) ?? []) {
        const isDouble = (number: number) => originates(ofRule.get(number) ?? ofRule.get(undefined));
        const port = service.ports
          .find(({ number, family }) => family === ProtocolFamily.TLS && isDouble(number) && isTlsOfClients(model, service, number));
        if (!port || !isForSidecars(model, rule, service)) { continue; }
        yield {
          object: rule.ref.index,
          related: service.ref.index,
          message: `'spec.trafficPolicy' starts TLS on port ${port.number} of ${describeRef(service.ref)}, where clients already start TLS, got the protocol ${quote(port.protocol)}: `
            + "TLS within TLS fails; set 'tls' in 'portLevelSettings' of the plain-text port, or export the rule to the gateway's namespace only",
        };
        break;
      }
    }
  },
};

/**
 * Whether the objects show that clients start TLS to a port: a route for TLS leads there. Without routes for requests, the protocol of an entry's port says so too,
 * but not that of a Kubernetes Service: a gateway whose routes are not among the objects may forward plain HTTP to it.
 */
function isTlsOfClients(model: MeshModel, service: Service, port: number): boolean {
  const routed = model.once('ports with routes for TLS', () => new Set(model.virtualServices
    .flatMap(({ tls }) => tls.flatMap(({ destinations }) => destinations.map(destination => JSON.stringify([destination.host, destination.port]))))));
  if (routed.has(JSON.stringify([service.host, port])) || routed.has(JSON.stringify([service.host, undefined]))) { return true; }
  return !service.isKubernetes && !hasHttpRouteTo(model, service, port);
}

/** Subsets that start TLS, and that a route for TLS from clients leads to. */
function* ofSubsets(model: MeshModel): Generator<Violation> {
  const routed = model.once('subsets with routes for TLS', () => new Set(model.virtualServices
    .flatMap(({ tls }) => tls.flatMap(({ destinations }) => destinations.map(({ host, subset }) => JSON.stringify([host, subset]))))));
  if (routed.size === 0) { return; }
  for (const rule of destinationRules(model)) {
    for (const [index, subset] of listOf(rule.spec.subsets).map(recordOf).entries()) {
      const modes = tlsModes({ ...rule, spec: subset });
      if (![...modes.values()].some(originates)) { continue; }
      for (const service of servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(textOf(rule.spec.host) ?? '') ?? []) {
        const isDouble = (number: number) => originates(modes.get(number) ?? modes.get(undefined));
        const port = service.ports.find(({ number, family }) => family === ProtocolFamily.TLS && isDouble(number));
        if (!port || !routed.has(JSON.stringify([service.host, subset.name]))) { continue; }
        yield {
          object: rule.ref.index,
          related: service.ref.index,
          message: `'spec.subsets[${index}].trafficPolicy' starts TLS on port ${port.number} of ${describeRef(service.ref)}, and a route in 'tls' leads there, where clients already `
            + "start TLS: TLS within TLS fails; route to the subset in 'http' only, or remove its 'tls'",
        };
        break;
      }
    }
  }
}

function originates(mode: string | undefined): boolean {
  return mode === 'SIMPLE' || mode === 'MUTUAL';
}

/** Whether sidecars, and not only gateways, use a rule for a service. The workloads of an unknown namespace may be gateways. */
function isForSidecars(model: MeshModel, { ref, exposure }: DestinationRule, service: Service): boolean {
  const isOnPath = ref.namespace === service.namespace || ref.namespace === model.settings.rootNamespace;
  if (isOnPath && exposure.everywhere) { return true; }
  const clients = isOnPath ? [...exposure.namespaces] : [ref.namespace].filter(namespace => isExposedTo(exposure, namespace));
  return clients.some(namespace => workloadsInNamespace(model, namespace) === 'others');
}
