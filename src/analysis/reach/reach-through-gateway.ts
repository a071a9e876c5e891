import { ReachQuestion } from './question';
import { Answer, reach } from './reachability';
import { Labels, selects } from '../base/labels';
import type { Gateway, GatewayServer } from '../model/gateway';
import type { MeshModel } from '../model/mesh-model';
import { portOf, Service } from '../model/service';

/** TLS modes in which a gateway passes through the TLS of the client. */
const PASSTHROUGH_MODES: readonly (string | undefined)[] = [undefined, 'PASSTHROUGH', 'AUTO_PASSTHROUGH'];

/** The result for a connection, after following it through a gateway. */
export interface FinalAnswer {
  /** Host and port of the gateway to which the sidecar sends it, such as `gateway.istio-system.svc.cluster.local:443`. Undefined if there is none. */
  readonly gateway?: string;
  /** What the gateway does with it. Without a gateway, what the sidecar does with it. */
  readonly answer: Answer;
}

/**
 * Answers a question about a sidecar, and follows the connection through a gateway. `reach()` ends at the Service of the gateway. This function also asks
 * what the pods of the Service do, if a Gateway selects them. If the Service has several kinds of pods, the first that does not forward the connection
 * counts.
 *
 * If the gateway terminates TLS, the result is UNKNOWN.
 */
export function reachThroughGateway(model: MeshModel, question: ReachQuestion): FinalAnswer {
  const answer = reach(model, question);
  const { verdict, service: host = '', port = 0 } = answer;
  const service = verdict === 'MISROUTED' ? model.servicesOf(host).find(({ isKubernetes }) => isKubernetes) : undefined;
  const answers = service ? answersAtGateway(model, question, service, port) : [];
  return answers.length > 0 ? { gateway: `${host}:${port}`, answer: answers.find(other => other.verdict !== 'REACHABLE') ?? answers[0] } : { answer };
}

/** What the pods of a Service do with a connection. Empty if they are not the pods of a gateway. */
function answersAtGateway(model: MeshModel, { host, path, protocol }: ReachQuestion, service: Service, port: number): Answer[] {
  if (!service.selector) { return []; }
  const podPort = portOf(service.ports, port)?.targetPort ?? port;
  return podLabels(model, service, service.selector).flatMap(labels => {
    const gateways = model.gateways.filter(({ selector }) => selector && selects(selector, labels));
    if (gateways.length === 0) { return []; }
    const terminatesTls = serversOf(gateways, [port, podPort]).some(({ tlsMode }) => !PASSTHROUGH_MODES.includes(tlsMode));
    if (terminatesTls) { return [tlsTerminated(service, podPort)]; }
    return [reach(model, { namespace: service.namespace, labels, gateway: true, host, path, protocol, port: podPort })];
  });
}

/** The labels of each kind of pods of a Service. If no manifest has the pods, as for a gateway that Helm installs, the selector of the Service. */
function podLabels(model: MeshModel, { namespace }: Service, selector: Labels): Labels[] {
  const known = model.workloadsIn(namespace).filter(({ labels }) => selects(selector, labels)).map(({ labels }) => labels);
  return known.length > 0 ? known : [selector];
}

function serversOf(gateways: readonly Gateway[], ports: readonly number[]): GatewayServer[] {
  return gateways.flatMap(({ servers }) => servers).filter(({ port }) => ports.includes(port));
}

function tlsTerminated({ namespace }: Service, port: number): Answer {
  return {
    verdict: 'UNKNOWN',
    because: [],
    explanation: `The gateway in namespace ${namespace} terminates TLS on port ${port}. The analysis does not follow the connection further.`,
  };
}
