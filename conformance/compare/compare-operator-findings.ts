import { bySubject, isSchema, onlyOurs, onlyTheirs, withoutNames } from './compare-findings';
import { Comparison, Tally } from './comparison';
import type { Finding } from '../../src/analysis/findings/finding';
import { FindingSource, sourceOf } from '../../src/analysis/findings/upstream';
import { ALL_RULES } from '../../src/analysis/rules';
import type { Case } from '../generators/base/case';
import { findings } from '../protocol/answer';
import type { Answering, JudgeFinding } from '../protocol/judge';

/** Prefix of the name of a rule: how often both sides agreed, and no other rule would have given the same finding. */
export const OPERATOR_RULE = 'operator rule ';

/** The names of the rules that the operator's webhook has. */
export function operatorRules(): string[] {
  return ALL_RULES.filter(({ upstream }) => sourceOf(upstream) === FindingSource.DYNATRACE_OPERATOR).map(({ name }) => name).sort();
}

/**
 * Asks both sides what is wrong with custom resources of the operator. They agree if the set of (object, upstream, severity) is the same. Everything here is
 * deterministic, so each question is asked once.
 *
 * If the schema refuses an object, nothing else about it is compared: no webhook sees it.
 */
export async function compareOperatorFindings(judge: Answering, { objects }: Case): Promise<Comparison> {
  const tally = new Tally();
  const answer = await judge.ask({ kind: 'findings', objects });
  if (!answer.findings) {
    return {
      disagreements: [{ signature: `error: ${withoutNames(answer.error ?? '')}`, text: `the judge has no answer: ${answer.error}` }],
      counts: tally.counts,
    };
  }
  const refused = new Set(answer.findings.filter(isSchema).map(({ object }) => object));
  const isCompared = ({ object, upstream }: Finding | JudgeFinding): boolean => {
    const source = sourceOf(upstream);
    return source === FindingSource.API_SERVER || (source === FindingSource.DYNATRACE_OPERATOR && !refused.has(object));
  };
  const ours = bySubject(findings({ objects }).filter(isCompared));
  const theirs = bySubject(answer.findings.filter(isCompared));

  tally.add('custom resources', objects.filter(({ apiVersion }) => apiVersion.startsWith('dynatrace.com/')).length);
  tally.add('custom resources that the schema refuses', refused.size);
  for (const key of theirs.keys()) { tally.add(`findings of ${key.split(' ')[1]}`); }
  for (const [key, own] of ours) {
    const rules = new Set(own.map(({ rule }) => rule));
    if (rules.size === 1 && own[0].upstream !== 'schema' && theirs.has(key)) { tally.add(`${OPERATOR_RULE}${own[0].rule}`); }
  }
  const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter(key => !ours.has(key) || !theirs.has(key));
  const disagreements = differing.map(key => {
    const own = ours.get(key);
    return own ? onlyOurs(objects, own) : onlyTheirs(objects, theirs.get(key) ?? []);
  });
  return { disagreements, counts: tally.counts };
}
