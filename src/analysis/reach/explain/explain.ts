import { Diagnosis, diagnose } from './diagnosis';
import { describeRef, ObjectRef } from '../../base/object-ref';
import { quote } from '../../base/quote';
import { addressFor, portOf, Service } from '../../model/service';
import { ProtocolFamily } from '../../syntax/protocols';
import { SERVICE_DOMAIN } from '../../syntax/service-hosts';
import type { ListenerContext } from '../proxy/listener-context';
import { Connection, Outcome, Cause } from '../proxy/outcome';

/** What happens to a connection, in words. */
export interface Explanation {
  readonly service?: string;
  readonly port?: number;
  readonly because: readonly string[];
  readonly text: string;
}

type UpstreamCause = Extract<Cause, { kind: 'upstream' }>;

/** The connection, as the subject of a sentence. */
export function subjectOf(namespace: string, { host, ip, port, protocol }: Connection): string {
  const what = { http: 'A plain text request', https: 'A TLS connection', tcp: 'A TCP connection' }[protocol];
  return `${what} from namespace ${namespace} to ${host ?? ip ?? 'an address'}:${port}`;
}

/** What a sidecar does with a connection, why, and what to change if it is not wanted. */
export function describeOutcome(context: ListenerContext, connection: Connection, outcome: Outcome): Explanation {
  const subject = subjectOf(context.client.namespace, connection);
  const { cause, verdict } = outcome;
  switch (cause.kind) {
    case 'upstream': return describeUpstream(context, connection, cause, verdict === 'REACHABLE');
    case 'unmatched': return describeUnmatched(context, connection, verdict === 'PASSTHROUGH');
    case 'not-http': {
      const diagnosis = diagnose(context, connection);
      return explanation(context, diagnosis.refs, `${subject} is closed: the listener takes plain text requests only. `
        + `The cause: ${diagnosis.reason}. ${diagnosis.remedy}`);
    }
    case 'no-routes': {
      const entry = describeRef(cause.service.ref);
      return explanation(context, [cause.service.ref], `${subject} is answered with an error: it arrives at ${entry}, `
        + 'but the routes of the port don\'t know its host, '
        + `because another ServiceEntry or listener for port ${connection.port} decides about them. Keep one protocol for one host and port.`);
    }
    case 'refused-routes': {
      const { namespace } = context.client;
      const entry = describeRef(cause.service.ref);
      return explanation(context, [cause.service.ref], `${subject} is answered with 404, as all requests to port ${connection.port} are: within `
        + `namespace ${namespace}, host ${quote(`*.${namespace}.svc.cluster.local`)} of ${entry} is short for "*", and Envoy refuses routes that `
        + `have "*" twice. Name the hosts one by one, or do not export the entry to namespace ${namespace}.`);
    }
    case 'virtual-service': return describeAction(context, subject, cause);
    default:
      return explanation(context, [], `${subject} is closed: two routes of the port are for the same connections, so Envoy refuses them all. `
        + `Look at the tls and tcp rules of the VirtualServices for port ${connection.port}.`);
  }
}

/** Puts an explanation together. The Sidecar that applies has a part in all that sidecars do. */
function explanation(context: ListenerContext, refs: readonly ObjectRef[], text: string, upstream?: { host: string; port: number }): Explanation {
  const all = [...refs, ...context.scope.sidecar ? [context.scope.sidecar.ref] : []];
  return { service: upstream?.host, port: upstream?.port, because: [...new Set(all.map(describeRef))], text };
}

function describeUpstream(context: ListenerContext, connection: Connection, cause: UpstreamCause, isReached: boolean): Explanation {
  const { name, state, virtualService, isProxy } = cause;
  const subject = subjectOf(context.client.namespace, connection);
  const refs = [...state.service ? [state.service.ref] : [], ...virtualService ? [virtualService.ref] : []];
  const by = virtualService ? ` by ${describeRef(virtualService.ref)}` : '';
  const target = `${name.host}:${name.port}`;
  if (state.kind === 'empty') {
    return explanation(context, refs, `${subject} is sent to ${target}${by} and fails there: ${describeRef(state.service.ref)} has no endpoints. `
      + 'Add endpoints to it, or let DNS resolve its host (resolution: DNS).', name);
  }
  if (state.kind === 'unknown') {
    const allRefs = [...refs, ...otherSpelling(context, cause).map(({ ref }) => ref)];
    const why = isProxy ? ' as egressProxy says' : '';
    return explanation(context, allRefs, `${subject} is sent to ${target}${by}${why} and fails: ${missing(context, cause)}`, name);
  }
  if (isReached) {
    const imported = context.scope.sidecar ? `, imported by ${describeRef(context.scope.sidecar.ref)}` : '';
    return explanation(context, refs, `${subject} is taken by ${describeRef(state.service.ref)}${imported}${by && `, and sent there${by}`}.`, name);
  }
  if (isProxy) {
    return explanation(context, refs, `${subject} is sent to ${target}: nothing of the mesh takes it, and so egressProxy of the Sidecar does. `
      + `${sentence(diagnose(context, connection))}`, name);
  }
  if (virtualService) {
    return explanation(context, refs, `${subject} is sent to ${target}${by}. If that is an egress gateway, this is what such a gateway is for; `
      + 'otherwise change the hosts or matches of that VirtualService.', name);
  }
  const diagnosis = diagnose(context, connection);
  const capture = captured(context, connection, state.service);
  return explanation(context, refs, `${subject} is sent to ${target}: ${capture}${diagnosis.isServiceCorrect ? '' : ` ${sentence(diagnosis)}`}`, name);
}

/** Why a service gets connections that are not meant for it. */
function captured({ dnsCapture }: ListenerContext, { port }: Connection, service: Service): string {
  const entry = describeRef(service.ref);
  const address = addressFor(service, dnsCapture);
  const servicePort = portOf(service.ports, port);
  if (address !== undefined && servicePort?.family !== ProtocolFamily.HTTP) {
    return `${entry} takes all connections to ${address} on port ${port}, whatever name they are for. Give each entry addresses of its own, or none.`;
  }
  if (servicePort?.family === ProtocolFamily.TCP || servicePort?.family === ProtocolFamily.AUTO) {
    const protocol = servicePort.protocol ? `protocol ${servicePort.protocol}` : 'no protocol';
    return `port ${port} of ${entry} has ${protocol} and the entry no addresses, so it takes every connection on port ${port} that nothing `
      + `else takes. Give ${entry} its addresses, or set protocol TLS or HTTP if that is what its clients speak.`;
  }
  return `${entry} takes it.`;
}

/** The services of a host that is written in another way. */
function otherSpelling({ model, client }: ListenerContext, { name }: Pick<UpstreamCause, 'name'>): readonly Service[] {
  if (model.servicesOf(name.host).length > 0) { return []; }
  return model.hostsMeantBy(name.host, client.namespace).filter(host => host.toLowerCase() === name.host).flatMap(host => model.servicesOf(host));
}

function missing(context: ListenerContext, { name, state, virtualService }: UpstreamCause): string {
  if (state.kind !== 'unknown') { return ''; }
  const entry = state.service ? describeRef(state.service.ref) : '';
  switch (state.why) {
    case 'service': {
      const known = context.model.servicesOf(name.host);
      if (known.length === 0) {
        if (name.host.endsWith(SERVICE_DOMAIN)) {
          return `no Service of the mesh has the host ${quote(name.host)}. If the cluster has it, add its manifest to these`
            + (virtualService ? '; otherwise correct the destination of the VirtualService.' : '.');
        }
        const [other] = otherSpelling(context, { name });
        return other === undefined
          ? `no ServiceEntry or Service has the host ${quote(name.host)}. Add a ServiceEntry for it`
            + (virtualService ? ', or correct the destination of the VirtualService.' : '.')
          : `its routes have the host in lower case, and its only entry is for ${quote(other.host)}. `
            + 'Write the host in lower case in the ServiceEntry.';
      }
      return `the sidecar has no ${quote(name.host)}: ${known.map(({ ref }) => describeRef(ref)).join(', ')} is not exported to namespace `
        + `${context.client.namespace}, or not imported. `
        + `Add ${quote(context.client.namespace)} to its exportTo, and its host to the egress hosts of the Sidecar.`;
    }
    case 'port':
      return `the sidecar knows ${quote(name.host)} as ${entry}, without a port ${name.port}. If several entries have the host, give them the `
        + `same resolution, labels and exportTo, or put all ports into one of them; otherwise add port ${name.port} to it.`;
    case 'subset':
      return `no DestinationRule that the sidecar finds for ${quote(name.host)} has subset ${quote(name.subset)}. Put one into the namespace of `
        + 'the client, of the service, or into the root namespace.';
    case 'subset-endpoints':
      return `no endpoint of ${entry} has the labels of subset ${quote(name.subset)}. Give the endpoints of the ServiceEntry these labels, or let `
        + 'the route name no subset.';
    case 'dns-endpoints':
      return `${entry} is resolved by DNS and its selector finds no WorkloadEntry. Add endpoints to it.`;
    case 'dynamic-dns-version':
      return `sidecars of Istio ${context.model.settings.istioVersion} have no resolution DYNAMIC_DNS. Use NONE, or Istio 1.30.`;
  }
}

function describeUnmatched(context: ListenerContext, connection: Connection, passes: boolean): Explanation {
  const subject = subjectOf(context.client.namespace, connection);
  const diagnosis = diagnose(context, connection);
  const { sidecar, outboundTrafficPolicy } = context.scope;
  const policy = sidecar?.outboundTrafficPolicy ? `outboundTrafficPolicy of ${describeRef(sidecar.ref)}` : 'outboundTrafficPolicy of the mesh';
  if (passes) {
    return explanation(context, diagnosis.refs, `${subject} passes the sidecar as it is, because the ${policy} is ${outboundTrafficPolicy}; `
      + `no route or policy of the mesh applies to it: ${diagnosis.reason}.`);
  }
  const isPolicy = outboundTrafficPolicy === 'REGISTRY_ONLY';
  const cause = isPolicy
    ? `the ${policy} is ${outboundTrafficPolicy}, and ${diagnosis.reason}.`
    : `port ${connection.port} is one of the sidecar itself.`;
  return explanation(context, diagnosis.refs, `${subject} is refused: ${cause} ${isPolicy ? diagnosis.remedy : 'Use another port.'}`);
}

function describeAction(
  context: ListenerContext,
  subject: string,
  { action, virtualService }: Extract<Cause, { kind: 'virtual-service' }>,
): Explanation {
  const refs = virtualService ? [virtualService.ref] : [];
  const name = virtualService ? describeRef(virtualService.ref) : 'the VirtualService';
  switch (action) {
    case 'answer':
      return explanation(context, refs, `${subject} does not leave the sidecar: ${name} lets it answer with a redirect or a response of its own.`);
    case 'none':
      return explanation(context, refs, `${subject} is answered with 404: no rule of ${name} applies to it, or the one that does leads nowhere. `
        + 'Add an http rule without match to it.');
  }
}

/** A diagnosis as two sentences. */
function sentence({ reason, remedy }: Diagnosis): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. ${remedy}`;
}
