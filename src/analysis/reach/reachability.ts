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

/** A question about a client and a connection that it opens. */
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
   * Whether the client is the proxy of a gateway, not a pod with a sidecar. The port is then a port of the gateway.
   *
   * @default false
   */
  readonly gateway?: boolean;
  /** The host that the client means: the Host of plain text requests, the server name (SNI) of TLS. Without it, every service is the right one. */
  readonly host?: string;
  /** IP that the client connects to. Without it, the IP that DNS returns for the host. */
  readonly address?: string;
  readonly port: number;
  /** What the client sends: plain text requests with a Host, TLS with a server name, or neither. */
  readonly protocol: 'http' | 'https' | 'tcp';
  /**
   * Path of a plain text request.
   *
   * @default '/'
   */
  readonly path?: string;
  /** Whether the client's sidecar answers DNS queries. By default, this follows the settings of the mesh. */
  readonly dnsCapture?: boolean;
}

/** What happens to a connection, and why. */
export interface Answer {
  readonly verdict: Verdict;
  /** Host of the service that receives the connection. */
  readonly service?: string;
  /** Port of that service. */
  readonly port?: number;
  /** The objects that determine the answer, such as `ServiceEntry dynatrace/api`. */
  readonly because: readonly string[];
  /** One paragraph: what happens, why, and what to change. */
  readonly explanation: string;
  /** The possible verdicts if the verdict is UNKNOWN. Undefined if every verdict is possible. */
  readonly alternatives?: readonly Verdict[];
}

/** A question with its names in the form that is compared. */
interface NormalizedQuestion extends Omit<Connection, 'ip'> {
  readonly address?: string;
}

/** A possible result. */
interface Possibility {
  readonly verdict: Verdict;
  /** What the result depends on, to follow "depends on". */
  readonly dependsOn: string;
  explain(): Explanation;
}

/** An address of the range that istiod allocates from. */
const SOME_ALLOCATED_ADDRESS = '240.240.0.1';

/**
 * Answers a question about a mesh: what the sidecar, as configured by istiod, does with the connection.
 *
 * If the result depends on something that the objects don't contain (the age of objects that are not applied yet, an address, a header), all
 * possibilities are checked. The verdict is UNKNOWN only if they differ.
 */
export function reach(model: MeshModel, question: ReachQuestion): Answer {
  const normalized = normalize(question);
  const client = { namespace: question.namespace, labels: question.labels ?? {} };
  if (question.gateway) {
    const connection = { ...normalized, ip: normalized.address };
    return summarize(connectAtGateway(model, client, connection).map(outcome => ({
      verdict: outcome.verdict,
      dependsOn: 'other properties of the request',
      explain: () => explainGateway(client, connection, outcome),
    })));
  }
  if (question.injected === false) { return toAnswer('BYPASSED', explainBypass(client, { ...normalized, ip: normalized.address }, {})); }
  const [fault] = captureFaults(question.annotations ?? {}, model.settings.istioVersion);
  if (fault) { return toAnswer('BLOCKED', explainRefusedPod(client, fault)); }
  const sidecars = applicableSidecars(model, client);
  return summarize(sidecars.flatMap(sidecar => {
    const context = contextOf(model, question, sidecar);
    const own = possibilities(context, question, normalized, sidecars.length > 1 ? 'which of the Sidecars is the oldest' : 'other properties of the connection');
    const others = orderAlternatives(context, normalized, dialledAddresses(context, normalized));
    if (!others) { return [...own, { ...own[0], verdict: 'UNKNOWN', dependsOn: 'which of very many objects is the oldest' }]; }
    return [
      ...own,
      ...others.flatMap(other => possibilities(contextOf(other, question, sidecar), question, normalized, 'which of the objects is the oldest')),
    ];
  }));
}

function normalize({ host = '', address = '', port, protocol, path = '/' }: ReachQuestion): NormalizedQuestion {
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
      found.push(...connect(context, connection).map(outcome => possibility(context, connection, outcome, dependsOn)));
    }
    if (capture.seen !== true) {
      const isLost = ip !== undefined && isAllocated(context, ip);
      found.push({
        verdict: isLost ? 'BLOCKED' : 'BYPASSED',
        dependsOn: 'the address that the client connects to',
        explain: () => explainBypass(context.client, connection, { ...capture, isLost }),
      });
    }
    return addresses.length > 1 ? found.map(one => ({ ...one, dependsOn: 'which of the addresses DNS returns' })) : found;
  });
}

function possibility(context: ListenerContext, connection: Connection, outcome: Outcome, dependsOn: string): Possibility {
  const { cause } = outcome;
  const route = cause.kind === 'upstream' && cause.state.kind === 'ready' ? routedByGatewayApi(context.model, cause.state.service) : undefined;
  if (route) {
    return { verdict: 'UNKNOWN', dependsOn: `${route}, which the analysis does not evaluate`, explain: () => describeOutcome(context, connection, outcome) };
  }
  return { verdict: outcome.verdict, dependsOn, explain: () => describeOutcome(context, connection, outcome) };
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
function isAllocated({ model }: ListenerContext, ip: string): boolean {
  return model.once('allocated addresses', () => new Set(model.services.map(({ autoAddress }) => autoAddress))).has(ip);
}

/** Combines all possible results into one answer. */
function summarize(possible: readonly Possibility[]): Answer {
  const verdicts = [...new Set(possible.map(({ verdict }) => verdict))];
  const [first] = possible;
  if (verdicts.length === 1 && verdicts[0] !== 'UNKNOWN') { return toAnswer(first.verdict, first.explain()); }
  const other = possible.find(({ verdict }) => verdict !== first.verdict) ?? first;
  const explanations = [...new Set([first, other])].map(one => one.explain());
  return {
    verdict: 'UNKNOWN',
    because: [...new Set(explanations.flatMap(({ because }) => because))],
    explanation: `The result depends on ${other.dependsOn}. ${explanations.map(({ text }) => text).join(' Or: ')}`,
    // If one result is UNKNOWN, every verdict is possible.
    ...verdicts.includes('UNKNOWN') ? {} : { alternatives: verdicts.sort() },
  };
}

function toAnswer(verdict: Verdict, { service, port, because, text }: Explanation): Answer {
  return { verdict, ...service === undefined ? {} : { service, port }, because, explanation: text };
}
