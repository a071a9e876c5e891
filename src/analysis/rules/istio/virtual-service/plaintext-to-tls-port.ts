import { listOf, recordOf, textOf } from '../../../base/json';
import { selects } from '../../../base/labels';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import { tlsStartedFor } from '../../../model/client-tls';
import type { MeshModel } from '../../../model/mesh-model';
import { serverPortOf } from '../../../model/server-port';
import type { Service } from '../../../model/service';
import { completeHost, MESH_GATEWAY } from '../../../model/virtual-service';
import { ProtocolFamily } from '../../../syntax/protocols';
import { subsetsOf } from '../../objects/destination-rule-spec';
import { destinationRules } from '../../objects/destination-rules';
import { podsOf } from '../../objects/gateway-pods';
import { GATEWAY } from '../../objects/gateway-spec';
import { HostIndex } from '../../objects/host-index';
import { HttpDestination, httpDestinations } from '../../objects/http-destinations';
import { objectsOf } from '../../objects/mesh-objects';
import { tlsModes } from '../../objects/tls-of-rule';

export const plaintextToTlsPort: MeshRule<MeshModel> = {
  name: 'virtual-service/plaintext-to-tls-port',
  severity: Severity.WARNING,
  upstream: 'ours',
  check(model) {
    const found = new Map<string, Violation>();
    for (const each of httpDestinations(model)) {
      const { virtualService: { ref }, destination: { host } } = each;
      const service = model.servicesOf(host)[0];
      const port = service && portOf(each, service);
      if (!service || !port || found.has(`${ref.index} ${host} ${port.number}`) || isGateway(model, service)) { continue; }
      const sender = sendersWithoutTls(model, each, service, port.number)[0];
      if (sender === undefined) { continue; }
      found.set(`${ref.index} ${host} ${port.number}`, {
        object: ref.index,
        related: service.ref.index,
        message: `'spec.http' leads plain HTTP to port ${port.number} of ${describeRef(service.ref)}, where the server expects TLS, got the protocol ${quote(port.protocol)}, and no DestinationRule `
          + `${sender}starts TLS: clients get 503, or 400 from the server; add one for ${quote(host)} with tls.mode SIMPLE in 'portLevelSettings' of port ${port.number}`,
      });
    }
    return [...found.values()].sort((a, b) => a.object - b.object);
  },
};

/** The port of a destination, if it is declared for TLS. */
function portOf({ destination }: HttpDestination, { ports }: Service): Service['ports'][number] | undefined {
  const port = destination.port === undefined ? ports[0] : ports.find(({ number }) => number === destination.port);
  return port?.family === ProtocolFamily.TLS && (destination.port !== undefined || ports.length === 1) ? port : undefined;
}

/** What the Gateways of a gateway Service expect is not declared by its ports. */
function isGateway({ gateways }: MeshModel, { selector }: Service): boolean {
  return selector !== undefined && gateways.some(gateway => gateway.selector !== undefined && selects(gateway.selector, selector));
}

/** The proxies that send requests on without TLS, in the words of the message: a gateway, or any proxy. */
function sendersWithoutTls(model: MeshModel, { destination, gateways }: HttpDestination, service: Service, port: number): string[] {
  if (serverPortOf(model, service, port).expects !== 'tls' || hasBackendPolicy(model, service)) { return []; }
  const pods = podsOfGateways(model);
  const isStartedSomewhere = startsTls(model, service.host, port, destination.subset);
  return gateways.flatMap(name => {
    const known = name === MESH_GATEWAY ? [] : pods.get(name) ?? [];
    if (known.length === 0 || !isStartedSomewhere) { return isStartedSomewhere ? [] : ['']; }
    return known.filter(({ namespace, labels }) => tlsStartedFor(model, { namespace, labels, isGateway: true }, service, port, destination.subset)
      .every(tls => tls === undefined))
      .map(({ namespace }) => `that a gateway in namespace ${quote(namespace)} sees `);
  });
}

/** The pods among the objects, by the names of the Gateways that configure them. */
function podsOfGateways(model: MeshModel) {
  return model.once('pods of gateways by name', () => new Map(objectsOf(model, GATEWAY[0])
    .map(gateway => [`${gateway.ref.namespace}/${gateway.ref.name}`, podsOf(model, gateway).filter(({ object }) => object !== undefined)])));
}

/** Whether any DestinationRule starts TLS on a port of a host, for any client. */
function startsTls(model: MeshModel, host: string, port: number, subset: string | undefined): boolean {
  const rules = model.once('TLS modes of DestinationRules by host', () => {
    const index = new HostIndex<{ readonly subset?: string; readonly modes: ReturnType<typeof tlsModes> }>();
    for (const rule of destinationRules(model)) {
      const name = completeHost(textOf(rule.spec.host) ?? '', rule.ref.namespace, model.settings);
      index.add(name, { modes: tlsModes(rule) });
      for (const { value } of subsetsOf(rule.object)) { index.add(name, { subset: textOf(value.name), modes: tlsModes({ ...rule, spec: value }) }); }
    }
    return index;
  });
  return rules.covering(host).some(rule => (rule.subset === undefined || rule.subset === subset) && ![undefined, 'DISABLE'].includes(rule.modes.get(port) ?? rule.modes.get(undefined)));
}

/** Whether a policy of the Gateway API starts TLS for a service. */
function hasBackendPolicy(model: MeshModel, { ref, host }: Service): boolean {
  const targets = model.once('targets of BackendTLSPolicies', () => new Set(objectsOf(model, 'gateway.networking.k8s.io/BackendTLSPolicy')
    .flatMap(({ spec }) => listOf(spec.targetRefs).map(target => textOf(recordOf(target).name) ?? ''))));
  return targets.has(ref.name) || targets.has(host);
}
