import { Diagnosis, diagnose } from './diagnosis';
import { describeRef, describeRefs, ObjectRef } from '../../base/object-ref';
import { quote } from '../../base/quote';
import type { DestinationRule } from '../../model/destination-rule';
import { addressFor, portOf, Service } from '../../model/service';
import { ProtocolFamily } from '../../syntax/protocols';
import { serviceSuffix } from '../../syntax/service-hosts';
import type { ListenerContext } from '../proxy/listener-context';
import { Connection, Outcome, Cause } from '../proxy/outcome';
import type { UpstreamName } from '../proxy/upstream';

/** What happens to a connection, as text. */
export interface Explanation {
  readonly service?: string;
  readonly port?: number;
  readonly because: readonly string[];
  readonly text: string;
}

type UpstreamCause = Extract<Cause, { kind: 'upstream' }>;

/** The connection, as the subject of a sentence. */
export function subjectOf(namespace: string, { host, ip, port, protocol }: Connection): string {
  const what = { http: 'A plain text HTTP request', https: 'A TLS connection', tcp: 'A TCP connection' }[protocol];
  return `${what} from namespace ${namespace} to ${host ?? ip ?? 'an unknown address'}:${port}`;
}

/** Explains what a sidecar does with a connection, why, and what to change. */
export function describeOutcome(context: ListenerContext, connection: Connection, outcome: Outcome): Explanation {
  const subject = subjectOf(context.client.namespace, connection);
  const { cause, verdict } = outcome;
  switch (cause.kind) {
    case 'upstream': return describeUpstream(context, connection, cause, verdict === 'REACHABLE');
    case 'unmatched': return describeUnmatched(context, connection, verdict === 'PASSTHROUGH');
    case 'not-http': {
      const diagnosis = diagnose(context, connection);
      return explanation(context, diagnosis.refs, `${subject} is closed: the listener accepts only plain text HTTP. `
        + `Cause: ${diagnosis.reason}. ${diagnosis.remedy}`);
    }
    case 'no-routes': {
      const entry = describeRef(cause.service.ref);
      return explanation(context, [cause.service.ref], `${subject} gets an error response: it arrives at ${entry}, `
        + `but the routes of port ${connection.port} do not include its host, `
        + 'because another ServiceEntry or egress listener defines them. Use one protocol for each host and port.');
    }
    case 'refused-routes': {
      const { namespace } = context.client;
      const entry = describeRef(cause.service.ref);
      return explanation(context, [cause.service.ref], `${subject} gets a 404 response, like all requests to port ${connection.port}: in `
        + `namespace ${namespace}, the host ${quote(`*.${namespace}${serviceSuffix(context.model.settings)}`)} of ${entry} is the same as "*", and Envoy rejects routes that `
        + `have "*" twice. List the hosts one by one, or do not export the entry to namespace ${namespace}.`);
    }
    case 'virtual-service': return describeAction(context, subject, cause);
    default:
      return explanation(context, [], `${subject} is closed: two routes of the port match the same connections, so Envoy rejects the listener. `
        + `Check the tls and tcp rules of the VirtualServices for port ${connection.port}.`);
  }
}

/** Builds an explanation. The Sidecar that applies is always one of the objects that determine the result. */
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
      + 'Add endpoints to it, or set resolution: DNS to resolve its host.', name);
  }
  if (state.kind === 'open') {
    const all = [...refs, ...state.rules.map(({ ref }) => ref)];
    return explanation(context, all, `${subject} is sent to ${target}${by}: ${openSubset(name, state.rules)}`, name);
  }
  if (state.kind === 'unknown') {
    const allRefs = [...refs, ...otherSpelling(context, cause).map(({ ref }) => ref)];
    const why = isProxy ? ' by egressProxy of the Sidecar' : '';
    return explanation(context, allRefs, `${subject} is sent to ${target}${by}${why} and fails: ${missing(context, cause)}`, name);
  }
  if (isReached) {
    const how = [
      ...context.scope.sidecar ? [`imported by ${describeRef(context.scope.sidecar.ref)}`] : [],
      ...virtualService ? [`routed${by}`] : [],
    ];
    return explanation(context, refs, `${subject} reaches ${[describeRef(state.service.ref), ...how].join(', ')}.`, name);
  }
  if (isProxy) {
    return explanation(context, refs, `${subject} is sent to ${target} by egressProxy of the Sidecar, because nothing in the mesh matches it. `
      + `${sentence(diagnose(context, connection))}`, name);
  }
  if (virtualService) {
    return explanation(context, refs, `${subject} is sent to ${target}${by}. If this is an egress gateway, the route is correct. `
      + 'Otherwise, change the hosts or matches of the VirtualService.', name);
  }
  const diagnosis = diagnose(context, connection);
  const capture = captured(context, connection, state.service);
  return explanation(context, refs, `${subject} is sent to ${target}: ${capture}${diagnosis.isServiceCorrect ? '' : ` ${sentence(diagnosis)}`}`, name);
}

/** That it is unknown which subset a name means, with the remedy. */
export function openSubset({ subset = '' }: UpstreamName, rules: readonly DestinationRule[]): string {
  return `whether the proxy knows subset ${quote(subset)}, and which one it is, depends on which of ${describeRefs(rules.map(({ ref }) => ref))} is the oldest. Write them as one DestinationRule.`;
}

/** Why a service receives connections that are not meant for it. */
function captured({ dnsCapture }: ListenerContext, { port }: Connection, service: Service): string {
  const entry = describeRef(service.ref);
  const address = addressFor(service, dnsCapture);
  const servicePort = portOf(service.ports, port);
  if (address !== undefined && servicePort?.family !== ProtocolFamily.HTTP) {
    return `${entry} receives all connections to ${address} on port ${port}, whatever their host is. Give each entry its own addresses, or no addresses.`;
  }
  if (servicePort?.family === ProtocolFamily.TCP || servicePort?.family === ProtocolFamily.AUTO) {
    const protocol = servicePort.protocol ? `protocol ${servicePort.protocol}` : 'no protocol';
    return `port ${port} of ${entry} has ${protocol}, and the entry has no addresses, so it receives every connection on port ${port} that `
      + `no other service matches. Add addresses to ${entry}, or set protocol TLS or HTTP if its clients use it.`;
  }
  return `${entry} receives it.`;
}

/** The services of the same host in another letter case. */
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
        if (name.host.endsWith(serviceSuffix(context.model.settings))) {
          return `no Service in the mesh has the host ${quote(name.host)}. If the cluster has this Service, add its manifest.`
            + (virtualService ? ' Otherwise, correct the destination of the VirtualService.' : '');
        }
        const [other] = otherSpelling(context, { name });
        return other === undefined
          ? `no ServiceEntry or Service has the host ${quote(name.host)}. Add a ServiceEntry for it`
            + (virtualService ? ', or correct the destination of the VirtualService.' : '.')
          : `the routes have the host in lower case, but its only ServiceEntry has the host ${quote(other.host)}. `
            + 'Write the host in lower case in the ServiceEntry.';
      }
      return `the sidecar does not know ${quote(name.host)}: ${known.map(({ ref }) => describeRef(ref)).join(', ')} is not exported to namespace `
        + `${context.client.namespace}, or the Sidecar does not import it. `
        + `Add ${quote(context.client.namespace)} to its exportTo, and add its host to the egress hosts of the Sidecar.`;
    }
    case 'port':
      return `for ${quote(name.host)}, the sidecar uses ${entry}, which has no port ${name.port}. If several entries have this host, give them the `
        + `same resolution, labels and exportTo, or put all ports into one entry. Otherwise, add port ${name.port} to it.`;
    case 'subset':
      return `no DestinationRule that the sidecar finds for ${quote(name.host)} has the subset ${quote(name.subset)}. Add one to the namespace of `
        + 'the client, the namespace of the service, or the root namespace.';
    case 'subset-endpoints':
      return `no endpoint of ${entry} has the labels of subset ${quote(name.subset)}. Add these labels to the endpoints of the ServiceEntry, or `
        + 'remove the subset from the route.';
    case 'dns-endpoints':
      return `${entry} has DNS resolution, and its workloadSelector selects no WorkloadEntry. Add endpoints to it.`;
    case 'dynamic-dns-version':
      return `sidecars of Istio ${context.model.settings.istioVersion} do not support resolution DYNAMIC_DNS. Use NONE, or upgrade to Istio 1.30.`;
  }
}

function describeUnmatched(context: ListenerContext, connection: Connection, passes: boolean): Explanation {
  const subject = subjectOf(context.client.namespace, connection);
  const diagnosis = diagnose(context, connection);
  const { sidecar, outboundTrafficPolicy } = context.scope;
  const policy = sidecar?.outboundTrafficPolicy ? `outboundTrafficPolicy of ${describeRef(sidecar.ref)}` : 'outboundTrafficPolicy of the mesh';
  if (passes) {
    return explanation(context, diagnosis.refs, `${subject} passes through the sidecar unchanged, because the ${policy} is ${outboundTrafficPolicy}. `
      + `No route or policy of the mesh applies to it: ${diagnosis.reason}.`);
  }
  const isPolicy = outboundTrafficPolicy === 'REGISTRY_ONLY';
  const cause = isPolicy
    ? `the ${policy} is ${outboundTrafficPolicy}, and ${diagnosis.reason}.`
    : `the sidecar uses port ${connection.port} itself.`;
  return explanation(context, diagnosis.refs, `${subject} is blocked: ${cause} ${isPolicy ? diagnosis.remedy : 'Use another port.'}`);
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
      return explanation(context, refs, `${subject} does not leave the sidecar: ${name} answers it with a redirect or a direct response.`);
    case 'none':
      return explanation(context, refs, `${subject} gets a 404 response: no http rule of ${name} matches it, or the matching rule has no destination. `
        + 'Add an http rule without a match.');
  }
}

/** A diagnosis as two sentences. */
function sentence({ reason, remedy }: Diagnosis): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}. ${remedy}`;
}
