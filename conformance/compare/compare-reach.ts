import { ATTEMPTS, Comparison, Disagreement, Tally } from './comparison';
import { check } from '../../src/analysis/check';
import type { ReachQuestion } from '../../src/analysis/reach/reachability';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import type { Case } from '../generators/base/case';
import { answers } from '../protocol/answer';
import type { Answering, JudgeAnswer } from '../protocol/judge';

/** Names of counts. */
export const ANSWERS = 'answers';
export const UNKNOWN = 'answers UNKNOWN to us';
export const UNSTABLE = 'answers set aside, because Istio changes its answer';
export const UNKNOWN_UNMODELLED = 'answers UNKNOWN to us, because we don\'t model them';
export const AT_GATEWAYS = 'answers at gateways';
export const CRASHED = 'answers set aside, because istiod crashes and one of our rules predicts it';
export const BYPASSED = 'answers BYPASSED, which no simulation covers';

/** Rules about objects that crash istiod, so that it has no answer. */
const CRASHING = new Set(['destination-rule/outlier-detection-on-dynamic-dns']);

type OurAnswer = ReturnType<typeof answers>[number];

/** Asks both sides what happens to the connections of a case. They agree if the verdicts are equal, or if ours is UNKNOWN and theirs is one of our alternatives. */
export async function compareReach(judge: Answering, { objects, meshConfig, questions }: Case, attempts = ATTEMPTS): Promise<Comparison> {
  const tally = new Tally();
  const ours = answers({ objects, meshConfig, questions });
  const request = { kind: 'reach', objects, meshConfig, questions } as const;
  const answer = await judge.ask(request);
  if (!answer.answers) {
    return { disagreements: [{ signature: `error ${(answer.error ?? '').replace(/\d+/g, '_')}`, text: `the judge has no answer: ${answer.error}` }], counts: tally.counts };
  }
  const theirs = answer.answers;
  const crashes = theirs.some(isCrash) && check(objects, meshSettingsOf(meshConfig)).some(({ rule }) => CRASHING.has(rule));
  const differing: number[] = [];
  questions.forEach(({ gateway }, index) => {
    const own = ours[index];
    const verdict = 'error' in own ? undefined : own.verdict;
    tally.add(ANSWERS);
    if (gateway) { tally.add(AT_GATEWAYS); }
    if (verdict === 'BYPASSED') {
      tally.add(BYPASSED);
      return;
    }
    if (crashes && isCrash(theirs[index])) {
      tally.add(CRASHED);
      return;
    }
    tally.add(verdict === 'UNKNOWN' ? UNKNOWN : `${ANSWERS} ${theirs[index].verdict ?? 'error'}`);
    if (!('error' in own) && isNotModelled(own)) { tally.add(UNKNOWN_UNMODELLED); }
    if (gateway) { tally.add(`${AT_GATEWAYS} ${verdict === 'UNKNOWN' ? verdict : theirs[index].verdict ?? 'error'}`); }
    if (!agrees(own, theirs[index].verdict)) { differing.push(index); }
  });
  if (differing.length === 0) { return { disagreements: [], counts: tally.counts }; }

  const seen = new Map(differing.map(index => [index, new Set([theirs[index].verdict])]));
  const isAgreed = (index: number) => [...seen.get(index) ?? []].some(verdict => verdict !== undefined && agrees(ours[index], verdict));
  for (let attempt = 1; attempt < attempts && !differing.every(isAgreed); attempt++) {
    const again = (await judge.ask(request)).answers ?? [];
    for (const index of differing) { seen.get(index)?.add(again[index]?.verdict); }
  }
  // Our verdict must be one of the judge's verdicts.
  const unstable = differing.filter(isAgreed);
  tally.add(UNSTABLE, unstable.length);
  const disagreements = differing.filter(index => !unstable.includes(index)).map(index => disagreement(questions[index], ours[index], theirs[index]));
  return { disagreements, counts: tally.counts };
}

function isCrash({ error }: JudgeAnswer): boolean {
  return error?.startsWith('panic:') === true;
}

/** Whether our answer is the judge's; if ours is UNKNOWN, whether the judge's is one of our alternatives. */
function agrees(own: OurAnswer, verdict: string | undefined): boolean {
  if ('error' in own) { return false; }
  if (own.verdict !== 'UNKNOWN') { return own.verdict === verdict; }
  return isNotModelled(own) || own.alternatives?.some(alternative => alternative === verdict) === true;
}

/** Whether our answer is UNKNOWN because we don't model the connection at all: we then have fewer than two alternatives. */
function isNotModelled({ verdict, alternatives = [] }: Exclude<OurAnswer, { readonly error: string }>): boolean {
  return verdict === 'UNKNOWN' && alternatives.length < 2;
}

function disagreement(question: ReachQuestion, ours: OurAnswer, theirs: JudgeAnswer): Disagreement {
  const ourVerdict = 'error' in ours ? `error ${ours.error}` : ours.verdict;
  return {
    signature: `${question.gateway ? 'gateway ' : ''}${question.protocol}: ${ourVerdict} to us, ${theirs.verdict ?? `error ${theirs.error}`} to the judge`,
    text: [
      `question: ${JSON.stringify(question)}`,
      `ours:     ${'error' in ours ? ours.error : `${ours.verdict}${at(ours)}: ${ours.because.join('; ')}\n          ${ours.explanation}`}`,
      `theirs:   ${theirs.error ?? `${theirs.verdict}${at(theirs)}: ${(theirs.because ?? []).join('; ')}`}`,
    ].join('\n'),
  };
}

function at({ service, port }: { readonly service?: string; readonly port?: number }): string {
  return service === undefined ? '' : ` at ${service}:${port}`;
}
