import { Explanation } from './explain/explain';
import { explainBypass, explainGateway, explainRefusedPod } from './explain/explain-others';
import { normalize, possibilitiesOf, Possibility } from './possibilities';
import { captureFaults } from './proxy/capture';
import { connectAtGateway } from './proxy/gateway-connection';
import { Verdict } from './proxy/outcome';
import { ReachQuestion } from './question';
import type { MeshModel } from '../model/mesh-model';

export type { Verdict } from './proxy/outcome';
export type { ReachQuestion } from './question';

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
  return summarize(possibilitiesOf(model, question));
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
