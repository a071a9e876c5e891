import { describeRef } from '../../../base/object-ref';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { serverPortOf } from '../../../model/server-port';
import type { Service } from '../../../model/service';
import { completeHost } from '../../../model/virtual-service';
import { ProtocolFamily } from '../../../syntax/protocols';
import { subsetsOf } from '../../objects/destination-rule-spec';
import { destinationRules } from '../../objects/destination-rules';
import { ANY_NAMESPACE, servicesByNamespace } from '../../objects/hosts-by-namespace';
import { hasHttpRoutesElsewhere } from '../../objects/http-destinations';
import type { MeshObject } from '../../objects/mesh-objects';
import { tlsModes } from '../../objects/tls-of-rule';

export const tlsToPlaintextPort: MeshRule<MeshModel> = {
  name: 'destination-rule/tls-to-plaintext-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const rule of destinationRules(model)) {
      const found = startingTls(rule).map(({ path, modes }) => ({ path, ...faultyPort(model, rule, modes) })).find(({ service }) => service);
      if (!found?.service) { continue; }
      const { path, service, port } = found;
      yield {
        object: rule.ref.index,
        related: service.ref.index,
        message: `'${path}.trafficPolicy' starts TLS on port ${port} of ${describeRef(service.ref)}, and without 'targetPort' that is also the port of the server, where servers expect `
          + 'plain text (WRONG_VERSION_NUMBER); set \'targetPort: 443\' for the port in the entry',
      };
    }
  },
};

type Modes = ReturnType<typeof tlsModes>;

/** The parts of a rule that start TLS: for the whole host, and for its subsets. */
function startingTls(rule: MeshObject): { path: string; modes: Modes }[] {
  return [{ path: 'spec', value: rule.spec }, ...subsetsOf(rule.object)]
    .map(({ path, value }) => ({ path, modes: tlsModes({ ...rule, spec: value }) }))
    .filter(({ modes }) => [...modes.values()].some(originates));
}

function faultyPort(model: MeshModel, { ref, spec }: MeshObject, modes: Modes): { service?: Service; port?: number } {
  const host = typeof spec.host === 'string' ? completeHost(spec.host, ref.namespace, model.settings) : '';
  for (const service of servicesByNamespace(model).get(ANY_NAMESPACE)?.coveredBy(host) ?? []) {
    // The port of the server is the one in the request with DYNAMIC_DNS, and not that of a Kubernetes Service.
    if (service.isKubernetes || service.resolution === 'DYNAMIC_DNS') { continue; }
    const port = service.ports.find(({ number, family }) => family === ProtocolFamily.HTTP && isStarted(model, service, modes, number)
      && serverPortOf(model, service, number).expects === 'plain');
    if (port) { return { service, port: port.number }; }
  }
  return {};
}

/** Whether TLS is meant to start on a port. Settings for all ports are meant for those that requests are led to, or else for those that clients can use in plain text. */
function isStarted(model: MeshModel, service: Service, modes: Modes, port: number): boolean {
  if (modes.has(port)) { return originates(modes.get(port)); }
  return originates(modes.get(undefined)) && !hasHttpRoutesElsewhere(model, service, port);
}

function originates(mode: string | undefined): boolean {
  return mode === 'SIMPLE' || mode === 'MUTUAL';
}
