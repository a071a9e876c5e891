import { Explanation } from './explain/explain';
import { explainBypass, explainGateway, explainRefusedPod } from './explain/explain-others';
import { captureFaults } from './proxy/capture';
import { connectAtGateway } from './proxy/gateway-connection';
import { Verdict } from './proxy/outcome';
import type { MeshModel } from '../model/mesh-model';
import { ReachQuestion } from './question';
import { askedBy, possibilitiesOf, Possibility } from './possibilities';

export type { Verdict } from './proxy/outcome';
export type { ReachQuestion } from './question';

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
  return summarize(possibilitiesOf(model, question));
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
