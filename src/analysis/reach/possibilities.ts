import { normalizeHost } from '../syntax/hosts';
import { isIpAddress, canonicalIp } from '../syntax/addresses';
import { MESH_GATEWAY } from '../model/virtual-service';
import type { Sidecar } from '../model/sidecar';
import type { MeshModel } from '../model/mesh-model';
import { describeOutcome, Explanation } from './explain/explain';
import { dialledAddresses } from './proxy/name-table';
import type { ListenerContext } from './proxy/listener-context';
import { routedByGatewayApi } from './proxy/gateway-api';
import { connect, listenersOf } from './proxy/connection';
import { CaptureDecision, outboundCapture, isLoopback, decideCapture } from './proxy/capture';
import { explainBypass } from './explain/explain-others';
import { Connection, Outcome, Verdict } from './proxy/outcome';
import { ReachQuestion } from './question';
import { applicableSidecars, sidecarScope } from './proxy/sidecar-scope';
import { orderAlternatives } from './order/order-alternatives';

/** A question with its names in the form in which they are compared. */
export interface Asked extends Omit<Connection, 'ip'> {
  readonly address?: string;
}

/** Something that may happen. */
export interface Possibility {
  readonly verdict: Verdict;
  /** What decides whether it does, as the end of "that depends on". */
  readonly dependsOn: string;
  /** The way that the connection takes; undefined if no pod opens it, or nobody looks into what decides. */
  readonly course?: SidecarCourse;
  explain(): Explanation;
}

/** What a sidecar does with a connection. */
export interface SidecarCourse {
  readonly context: ListenerContext;
  readonly connection: Connection;
  /** What the sidecar does with it; undefined if it does not see it. */
  readonly outcome?: Outcome;
  readonly capture: CaptureDecision;
}

/** An address of the range from which istiod allocates. */
export const SOME_ALLOCATED_ADDRESS = '240.240.0.1';

export function askedBy({ host = '', address = '', port, protocol, path = '/' }: ReachQuestion): Asked {
  // The port in a Host does not count.
  const written = host.startsWith('[') ? host.slice(1).split(']')[0] : host.replace(/^([^:]*):[0-9]*$/, '$1');
  const name = normalizeHost(written);
  return {
    host: name === '' ? undefined : name,
    hasFinalDot: written.endsWith('.'),
    address: isIpAddress(address) ? canonicalIp(address) : undefined,
    port,
    protocol,
    path,
  };
}

function contextOf(model: MeshModel, question: ReachQuestion, sidecar: Sidecar | undefined): ListenerContext {
  const { namespace, labels = {}, dnsCapture = model.settings.dnsCapture } = question;
  return { model, scope: sidecarScope(model, namespace, sidecar), client: { namespace, labels, gateway: MESH_GATEWAY }, dnsCapture };
}

/** All that may happen with one Sidecar and one order of ages. */
function possibilities(context: ListenerContext, question: ReachQuestion, asked: Asked, dependsOn: string): Possibility[] {
  const addresses = dialledAddresses(context, asked);
  return addresses.flatMap(ip => {
    const connection = { ...asked, ip };
    const capture = captureOf(context, question, connection);
    const found: Possibility[] = [];
    if (capture.seen !== false) {
      found.push(...connect(context, connection).map(outcome => possibility({ context, connection, outcome, capture }, outcome, dependsOn)));
    }
    if (capture.seen !== true) {
      const isLost = ip !== undefined && isAllocated(context, ip);
      found.push({
        verdict: isLost ? 'BLOCKED' : 'BYPASSED',
        dependsOn: 'the address that the client dials',
        course: { context, connection, capture },
        explain: () => explainBypass(context.client, connection, { ...capture, isLost }),
      });
    }
    return addresses.length > 1 ? found.map(one => ({ ...one, dependsOn: 'which of its addresses DNS answers with' })) : found;
  });
}

function possibility(course: SidecarCourse, outcome: Outcome, dependsOn: string): Possibility {
  const { context, connection } = course;
  const { cause } = outcome;
  const route = cause.kind === 'upstream' && cause.state.kind === 'ready' ? routedByGatewayApi(context.model, cause.state.service) : undefined;
  if (route) {
    return { verdict: 'UNKNOWN', dependsOn: `${route}, which is not looked into`, explain: () => describeOutcome(context, connection, outcome) };
  }
  return { verdict: outcome.verdict, dependsOn, course, explain: () => describeOutcome(context, connection, outcome) };
}

/** Whether the sidecar sees a connection. */
function captureOf(context: ListenerContext, question: ReachQuestion, { ip, port }: Connection): CaptureDecision {
  const capture = outboundCapture(question.annotations ?? {});
  if (isLoopback(ip)) {
    // No rule redirects it, but a listener may be bound there.
    const isBound = listenersOf(context, port).has(ip ?? '') || context.scope.listeners.some(({ listener }) => listener.port?.number === port);
    return isBound ? { seen: true } : decideCapture({ ...capture, intercepts: true, excludedPorts: new Set() }, ip, port);
  }
  if (ip === undefined || isIpAddress(ip)) { return decideCapture(capture, ip, port); }
  return decideCapture(capture, isAllocated(context, ip) ? SOME_ALLOCATED_ADDRESS : undefined, port);
}

/** Whether an address is one that istiod has allocated, or will: outside sidecars it leads nowhere. */
function isAllocated({ model }: ListenerContext, ip: string): boolean {
  return model.once('allocated addresses', () => new Set(model.services.map(({ autoAddress }) => autoAddress))).has(ip);
}

/**
 * All that may happen to a connection at the client's sidecar: with each Sidecar that may apply, each address that DNS may answer, and each order of ages that the
 * objects leave open.
 */
export function possibilitiesOf(model: MeshModel, question: ReachQuestion): Possibility[] {
  const asked = askedBy(question);
  const client = { namespace: question.namespace, labels: question.labels ?? {} };
  const sidecars = applicableSidecars(model, client);
  return sidecars.flatMap(sidecar => {
    const context = contextOf(model, question, sidecar);
    const own = possibilities(context, question, asked, sidecars.length > 1 ? 'which of the Sidecars is the oldest' : 'what else the connection holds');
    const others = orderAlternatives(context, asked, dialledAddresses(context, asked));
    if (!others) { return [...own, { ...own[0], verdict: 'UNKNOWN' as const, course: undefined, dependsOn: 'which of very many objects is the oldest' }]; }
    return [
      ...own,
      ...others.flatMap(other => possibilities(contextOf(other, question, sidecar), question, asked, 'which of the objects is the oldest')),
    ];
  });
}
