import { headlessTarget } from './proxy/headless';
import type { MeshModel } from '../model/mesh-model';
import type { Service } from '../model/service';
import type { Sidecar } from '../model/sidecar';
import { MESH_GATEWAY } from '../model/virtual-service';
import { isIpAddress, canonicalIp } from '../syntax/addresses';
import { normalizeHost } from '../syntax/hosts';
import { describeOutcome, Explanation } from './explain/explain';
import { explainBypass } from './explain/explain-others';
import { orderAlternatives } from './order/order-alternatives';
import { CaptureDecision, outboundCapture, isLoopback, decideCapture } from './proxy/capture';
import { connect, listenersOf } from './proxy/connection';
import { routedByGatewayApi } from './proxy/gateway-api';
import type { ListenerContext } from './proxy/listener-context';
import { dialledAddresses } from './proxy/name-table';
import { Connection, Outcome, Verdict } from './proxy/outcome';
import { applicableSidecars, sidecarScope } from './proxy/sidecar-scope';
import { ReachQuestion } from './question';

/** A question with its names in the form that is compared. */
export interface NormalizedQuestion extends Omit<Connection, 'ip'> {
  readonly address?: string;
}

/** A possible result. */
export interface Possibility {
  readonly verdict: Verdict;
  /** What the result depends on, to follow "depends on". */
  readonly dependsOn: string;
  /** What the sidecar does. Undefined if the analysis does not evaluate something that decides. */
  readonly course?: SidecarCourse;
  explain(): Explanation;
}

/** What a sidecar does with a connection. */
export interface SidecarCourse {
  readonly context: ListenerContext;
  readonly connection: Connection;
  readonly capture: CaptureDecision;
  /** The result at the sidecar. Undefined if the sidecar does not see the connection. */
  readonly outcome?: Outcome;
}

/** What a result depends on if DNS returns several addresses. */
export const WHICH_ADDRESS = 'which of the addresses DNS returns';

/** An address of the range that istiod allocates from. */
const SOME_ALLOCATED_ADDRESS = '240.240.0.1';

export function normalize({ host = '', address = '', port, protocol, path = '/' }: ReachQuestion): NormalizedQuestion {
  // The port in the Host is ignored.
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

/** All possible results for one Sidecar and one order of ages. */
function possibilities(context: ListenerContext, question: ReachQuestion, normalized: NormalizedQuestion, dependsOn: string): Possibility[] {
  const addresses = dialledAddresses(context, normalized);
  return addresses.flatMap(ip => {
    const connection = { ...normalized, ip };
    const capture = captureOf(context, question, connection);
    const found: Possibility[] = [];
    if (capture.seen !== false) {
      found.push(...connect(context, connection).map(outcome => possibility({ context, connection, outcome, capture }, outcome, dependsOn)));
    }
    if (capture.seen !== true) {
      const isLost = ip !== undefined && isAllocated(context, ip);
      found.push({
        verdict: isLost ? 'BLOCKED' : 'BYPASSED',
        dependsOn: 'the address that the client connects to',
        course: { context, connection, capture },
        explain: () => explainBypass(context.client, connection, { ...capture, isLost }),
      });
    }
    return addresses.length > 1 ? found.map(one => ({ ...one, dependsOn: WHICH_ADDRESS })) : found;
  });
}

function possibility(course: SidecarCourse, outcome: Outcome, dependsOn: string): Possibility {
  const { context, connection } = course;
  const { cause } = outcome;
  const route = cause.kind === 'upstream' && cause.state.kind === 'ready' ? routedByGatewayApi(context.model, cause.state.service) : undefined;
  if (outcome.cause.kind === 'unmatched' && hasKnownPods(context, headlessTarget(context, connection))) {
    const dependsOnPods = 'whether the address is that of a pod of the headless Service';
    return { verdict: 'UNKNOWN', course, dependsOn: dependsOnPods, explain: () => describeOutcome(context, connection, outcome) };
  }
  if (route) {
    return { verdict: 'UNKNOWN', dependsOn: `${route}, which the analysis does not evaluate`, explain: () => describeOutcome(context, connection, outcome) };
  }
  return { verdict: outcome.verdict, dependsOn, course, explain: () => describeOutcome(context, connection, outcome) };
}

/** Whether pods of a Service are among the objects. Only the cluster knows their addresses. */
function hasKnownPods({ model }: ListenerContext, service: Service | undefined): boolean {
  return service !== undefined && model.workloadsOf(service).length > 0;
}

/** Whether the sidecar sees a connection. */
function captureOf(context: ListenerContext, question: ReachQuestion, { ip, port }: Connection): CaptureDecision {
  const capture = outboundCapture(question.annotations ?? {});
  if (isLoopback(ip)) {
    // No rule redirects it, but a listener can be bound to this address.
    const isBound = listenersOf(context, port).has(ip ?? '') || context.scope.listeners.some(({ listener }) => listener.port?.number === port);
    return isBound ? { seen: true } : decideCapture({ ...capture, intercepts: true, excludedPorts: new Set() }, ip, port);
  }
  if (ip === undefined || isIpAddress(ip)) { return decideCapture(capture, ip, port); }
  return decideCapture(capture, isAllocated(context, ip) ? SOME_ALLOCATED_ADDRESS : undefined, port);
}

/** Whether istiod has allocated an address or will allocate it. Such an address only works in sidecars. */
export function isAllocated({ model }: ListenerContext, ip: string): boolean {
  return model.once('allocated addresses', () => new Set(model.services.map(({ autoAddress }) => autoAddress))).has(ip);
}

/**
 * All possible results of a connection at the client's sidecar: for each Sidecar that can apply, each address that DNS can return, and each order of ages that the
 * objects allow.
 */
export function possibilitiesOf(model: MeshModel, question: ReachQuestion): Possibility[] {
  const normalized = normalize(question);
  const sidecars = applicableSidecars(model, { namespace: question.namespace, labels: question.labels ?? {} });
  return sidecars.flatMap(sidecar => {
    const context = contextOf(model, question, sidecar);
    const own = possibilities(context, question, normalized, sidecars.length > 1 ? 'which of the Sidecars is the oldest' : 'other properties of the connection');
    const others = orderAlternatives(context, normalized, dialledAddresses(context, normalized));
    if (!others) { return [...own, { ...own[0], verdict: 'UNKNOWN' as const, course: undefined, dependsOn: 'which of very many objects is the oldest' }]; }
    return [
      ...own,
      ...others.flatMap(other => possibilities(contextOf(other, question, sidecar), question, normalized, 'which of the objects is the oldest')),
    ];
  });
}
