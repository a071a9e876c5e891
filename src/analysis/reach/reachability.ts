import { canonicalIp, isIpAddress } from '../syntax/addresses';
import { describeOutcome, Explanation } from './explain/explain';
import { explainBypass, explainGateway, explainRefusedPod } from './explain/explain-others';
import { orderAlternatives } from './order/order-alternatives';
import { CaptureDecision, captureFaults, decideCapture, isLoopback, outboundCapture } from './proxy/capture';
import { connect, listenersOf } from './proxy/connection';
import { routedByGatewayApi } from './proxy/gateway-api';
import { connectAtGateway } from './proxy/gateway-connection';
import { Connection, Outcome, Verdict } from './proxy/outcome';
import type { Labels } from '../base/labels';
import type { MeshModel } from '../model/mesh-model';
import type { Sidecar } from '../model/sidecar';
import { MESH_GATEWAY } from '../model/virtual-service';
import { normalizeHost } from '../syntax/hosts';
import type { ListenerContext } from './proxy/listener-context';
import { dialledAddresses } from './proxy/name-table';
import { applicableSidecars, sidecarScope } from './proxy/sidecar-scope';

export type { Verdict } from './proxy/outcome';

/** A question: a client, and the connection that it opens. */
export interface ReachQuestion {
  /** Namespace of the client. */
  readonly namespace: string;
  /** Labels of the client's pod. */
  readonly labels?: Labels;
  /** Annotations of the client's pod. */
  readonly annotations?: Labels;
  /**
   * Whether the pod has a sidecar.
   *
   * @default true
   */
  readonly injected?: boolean;
  /**
   * Whether the client is a gateway's proxy, not a pod with a sidecar. The port is then one that the gateway opens.
   *
   * @default false
   */
  readonly gateway?: boolean;
  /** The name that the client means: Host of plain text requests, server name (SNI) of TLS. Without it, whoever takes the connection is meant. */
  readonly host?: string;
  /** IP that the client dials; otherwise what DNS makes of the host. */
  readonly address?: string;
  readonly port: number;
  /** What the client speaks: plain text requests with a Host, TLS with a server name, or neither. */
  readonly protocol: 'http' | 'https' | 'tcp';
  /**
   * Path of a plain text request.
   *
   * @default '/'
   */
  readonly path?: string;
  /** Whether the client's sidecar answers DNS queries; by default as the settings of the mesh say. */
  readonly dnsCapture?: boolean;
}

/** What happens to a connection, and why. */
export interface Answer {
  readonly verdict: Verdict;
  /** Host of the service that gets the connection. */
  readonly service?: string;
  /** Port of that service. */
  readonly port?: number;
  /** The objects that decided, such as `ServiceEntry dynatrace/api`. */
  readonly because: readonly string[];
  /** One paragraph for people: what happens, why, and what to change. */
  readonly explanation: string;
  /** Where the verdict is UNKNOWN: those that it may be; undefined if it may be any. */
  readonly alternatives?: readonly Verdict[];
}

/** A question with its names in the form in which they are compared. */
interface Asked extends Omit<Connection, 'ip'> {
  readonly address?: string;
}

/** Something that may happen. */
interface Possibility {
  readonly verdict: Verdict;
  /** What decides whether it does, as the end of "that depends on". */
  readonly dependsOn: string;
  explain(): Explanation;
}

/** An address of the range from which istiod allocates. */
const SOME_ALLOCATED_ADDRESS = '240.240.0.1';

/**
 * Answers a question about a mesh, as the sidecar that istiod configures would.
 *
 * Where something decides that the objects don't tell (the age of what is not applied yet, an address, a header), all that it may be is looked
 * at: the verdict is
 * UNKNOWN only if that makes a difference.
 */
export function reach(model: MeshModel, question: ReachQuestion): Answer {
  const asked = askedBy(question);
  const client = { namespace: question.namespace, labels: question.labels ?? {} };
  if (question.gateway) {
    const connection = { ...asked, ip: asked.address };
    return summarize(connectAtGateway(model, client, connection).map(outcome => ({
      verdict: outcome.verdict,
      dependsOn: 'what else the request holds',
      explain: () => explainGateway(client, connection, outcome),
    })));
  }
  if (question.injected === false) { return toAnswer('BYPASSED', explainBypass(client, { ...asked, ip: asked.address }, {})); }
  const [fault] = captureFaults(question.annotations ?? {}, model.settings.istioVersion);
  if (fault) { return toAnswer('BLOCKED', explainRefusedPod(client, fault)); }
  const sidecars = applicableSidecars(model, client);
  return summarize(sidecars.flatMap(sidecar => {
    const context = contextOf(model, question, sidecar);
    const own = possibilities(context, question, asked, sidecars.length > 1 ? 'which of the Sidecars is the oldest' : 'what else the connection holds');
    const others = orderAlternatives(context, asked, dialledAddresses(context, asked));
    if (!others) { return [...own, { ...own[0], verdict: 'UNKNOWN', dependsOn: 'which of very many objects is the oldest' }]; }
    return [
      ...own,
      ...others.flatMap(other => possibilities(contextOf(other, question, sidecar), question, asked, 'which of the objects is the oldest')),
    ];
  }));
}

function askedBy({ host = '', address = '', port, protocol, path = '/' }: ReachQuestion): Asked {
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
      found.push(...connect(context, connection).map(outcome => possibility(context, connection, outcome, dependsOn)));
    }
    if (capture.seen !== true) {
      const isLost = ip !== undefined && isAllocated(context, ip);
      found.push({
        verdict: isLost ? 'BLOCKED' : 'BYPASSED',
        dependsOn: 'the address that the client dials',
        explain: () => explainBypass(context.client, connection, { ...capture, isLost }),
      });
    }
    return addresses.length > 1 ? found.map(one => ({ ...one, dependsOn: 'which of its addresses DNS answers with' })) : found;
  });
}

function possibility(context: ListenerContext, connection: Connection, outcome: Outcome, dependsOn: string): Possibility {
  const { cause } = outcome;
  const route = cause.kind === 'upstream' && cause.state.kind === 'ready' ? routedByGatewayApi(context.model, cause.state.service) : undefined;
  if (route) {
    return { verdict: 'UNKNOWN', dependsOn: `${route}, which is not looked into`, explain: () => describeOutcome(context, connection, outcome) };
  }
  return { verdict: outcome.verdict, dependsOn, explain: () => describeOutcome(context, connection, outcome) };
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

/** One answer of all that may happen. */
function summarize(possible: readonly Possibility[]): Answer {
  const verdicts = [...new Set(possible.map(({ verdict }) => verdict))];
  const [first] = possible;
  if (verdicts.length === 1 && verdicts[0] !== 'UNKNOWN') { return toAnswer(first.verdict, first.explain()); }
  const other = possible.find(({ verdict }) => verdict !== first.verdict) ?? first;
  const explanations = [...new Set([first, other])].map(one => one.explain());
  return {
    verdict: 'UNKNOWN',
    because: [...new Set(explanations.flatMap(({ because }) => because))],
    explanation: `What happens depends on ${other.dependsOn}. ${explanations.map(({ text }) => text).join(' Or: ')}`,
    // What is not looked into may be anything.
    ...verdicts.includes('UNKNOWN') ? {} : { alternatives: verdicts.sort() },
  };
}

function toAnswer(verdict: Verdict, { service, port, because, text }: Explanation): Answer {
  return { verdict, ...service === undefined ? {} : { service, port }, because, explanation: text };
}
