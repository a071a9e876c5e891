import { stringify } from 'yaml';
import { NOT_MODELLED, OURS, RULE } from './compare-findings';
import { OPERATOR_RULE, operatorRules } from './compare-operator-findings';
import { ANSWERS, AT_GATEWAYS } from './compare-reach';
import { Tally } from './comparison';
import { rulesToHear, silentRules } from './coverage';
import type { Found, SeedResult } from './run';
import type { Topic } from './topic';

/** With so many names, the report leaves them out. */
const MANY = 40;

/** A disagreement as text: the two answers, the objects, and the command that repeats it. */
export function showDisagreement(topic: Topic, seed: number, { signature, text, theCase, index, cases }: Found): string {
  const { objects, meshConfig } = theCase;
  return [
    `--- ${topic.name}, ${cases} ${cases === 1 ? 'case' : 'cases'}: ${signature}`,
    text,
    ...meshConfig ? [indent(`# meshConfig\n${stringify(meshConfig)}`)] : [],
    ...objects.map((object, place) => indent(`--- # objects[${place}]\n${stringify(object)}`)),
    `again: npm run conformance -- --kind ${topic.name} --seed ${seed} --case ${index}`,
    '',
  ].join('\n');
}

/** One line about a seed. */
export function showSeed(topic: Topic, { seed, cases, found }: SeedResult, isFresh: boolean, seconds: number): string {
  const where = `${topic.name}: seed ${seed}${isFresh ? ' (fresh)' : ''}, ${cases} ${topic.unit}`;
  return `${where}, ${showCount(found.length)} in ${found.reduce((all, { cases: count }) => all + count, 0)} cases, ${seconds.toFixed(0)} s`;
}

/** All counts of a topic; for rules, how many spoke alone. */
export function showTally(tally: Tally): string {
  const counts = [...tally.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const plain = counts.filter(([name]) => ![RULE, OURS, OPERATOR_RULE].some(prefix => name.startsWith(prefix))).map(([name, count]) => {
    const code = name.replace('not modelled: ', '');
    return line(count, `${name}${shareOf(name, count, tally)}${Object.hasOwn(NOT_MODELLED, code) ? `: ${NOT_MODELLED[code]}` : ''}`);
  });
  const rules = counts.filter(([name]) => name.startsWith(RULE));
  const ofOperator = counts.filter(([name]) => name.startsWith(OPERATOR_RULE));
  const own = counts.filter(([name]) => name.startsWith(OURS));
  return [
    ...plain,
    ...rules.length > 0 ? [line(rules.length, `rules of Istio that spoke alone, of ${rulesToHear().length}`)] : [],
    ...ofOperator.length > 0 ? [line(ofOperator.length, `rules of the operator that spoke alone, of ${operatorRules().length}`)] : [],
    ...own.length > 0 ? [line(sum(own), `findings of ${own.length} rules that only we have (upstream: ours)`)] : [],
  ].join('\n');
}

/** Which rules did not speak alone in any topic. */
export function showCoverage(tally: Tally): string {
  const silent = silentRules(tally);
  if (silent.length === 0) { return `each of the ${rulesToHear().length} rules of Istio spoke alone`; }
  return `${silent.length} of the ${rulesToHear().length} rules of Istio didn't speak alone this time${silent.length < MANY ? `: ${silent.join(', ')}` : ''}`;
}

function shareOf(name: string, count: number, tally: Tally): string {
  const whole = name.startsWith(`${AT_GATEWAYS} `) ? AT_GATEWAYS : ANSWERS;
  return name.startsWith(ANSWERS) && name !== ANSWERS ? ` (${percent(count, tally.of(whole))})` : '';
}

function line(count: number, text: string): string {
  return `  ${String(count).padStart(8)} ${text}`;
}

function sum(counts: readonly (readonly [string, number])[]): number {
  return counts.reduce((all, [, count]) => all + count, 0);
}

function showCount(disagreements: number): string {
  return disagreements === 0 ? 'no disagreement' : disagreements === 1 ? '1 kind of disagreement' : `${disagreements} kinds of disagreements`;
}

function percent(part: number, whole: number): string {
  return `${(part / Math.max(whole, 1) * 100).toFixed(2)} %`;
}

function indent(text: string): string {
  return text.trimEnd().split('\n').map(row => `    ${row}`).join('\n');
}
