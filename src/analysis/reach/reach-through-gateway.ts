import { Answer, reach } from './reachability';
import { ReachQuestion } from './question';
import { Labels, selects } from '../base/labels';
import type { Gateway, GatewayServer } from '../model/gateway';
import type { MeshModel } from '../model/mesh-model';
import { portOf, Service } from '../model/service';

/** Modes of TLS in which a gateway lets the client's own TLS pass. */
const PASSED_ON: readonly (string | undefined)[] = [undefined, 'PASSTHROUGH', 'AUTO_PASSTHROUGH'];

/** What becomes of a connection in the end. */
export interface FinalAnswer {
  /** The Service of the gateway that the sidecar leads it to, with the port, such as `gateway.istio-system.svc.cluster.local:443`; undefined if there is none. */
  readonly gateway?: string;
  /** What the gateway does with it, or else the sidecar. */
  readonly answer: Answer;
}

/**
 * Answers a question about a sidecar, and follows the connection where that leads it to a gateway of the mesh, which for `reach()` is where it ends: the Service of
 * pods that a Gateway selects. Of several kinds of pods, the first that doesn't let it through counts.
 *
 * What a gateway sends on after it has ended TLS is not looked into: it is UNKNOWN.
 */
export function reachThroughGateway(model: MeshModel, question: ReachQuestion): FinalAnswer {
  const answer = reach(model, question);
  const { verdict, service: host = '', port = 0 } = answer;
  const service = verdict === 'MISROUTED' ? model.servicesOf(host).find(({ isKubernetes }) => isKubernetes) : undefined;
  const answers = service ? answersAtGateway(model, question, service, port) : [];
  return answers.length > 0 ? { gateway: `${host}:${port}`, answer: answers.find(other => other.verdict !== 'REACHABLE') ?? answers[0] } : { answer };
}

/** What the pods behind a Service do with a connection; nothing if they are no gateway's. */
function answersAtGateway(model: MeshModel, { host, path, protocol }: ReachQuestion, service: Service, port: number): Answer[] {
  if (!service.selector) { return []; }
  const podPort = portOf(service.ports, port)?.targetPort ?? port;
  return podLabels(model, service, service.selector).flatMap(labels => {
    const gateways = model.gateways.filter(({ selector }) => selector && selects(selector, labels));
    if (gateways.length === 0) { return []; }
    if (serversOf(gateways, [port, podPort]).some(({ tlsMode }) => !PASSED_ON.includes(tlsMode))) { return [endedTls(service, podPort)]; }
    return [reach(model, { namespace: service.namespace, labels, gateway: true, host, path, protocol, port: podPort })];
  });
}

/** The labels of the pods behind a Service, each once; what it selects them by if no manifest has them, as those of a gateway that Helm installs. */
function podLabels(model: MeshModel, { namespace }: Service, selector: Labels): Labels[] {
  const known = model.workloadsIn(namespace).filter(({ labels }) => selects(selector, labels)).map(({ labels }) => labels);
  return known.length > 0 ? known : [selector];
}

function serversOf(gateways: readonly Gateway[], ports: readonly number[]): GatewayServer[] {
  return gateways.flatMap(({ servers }) => servers).filter(({ port }) => ports.includes(port));
}

function endedTls({ namespace }: Service, port: number): Answer {
  return {
    verdict: 'UNKNOWN',
    because: [],
    explanation: `The gateway in namespace ${namespace} ends TLS on port ${port}; what it sends on is not looked into.`,
  };
}
