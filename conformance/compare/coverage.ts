import { OBJECTS, OBJECTS_AMONG_OTHERS, RULE } from './compare-findings';
import { ANSWERS, AT_GATEWAYS, BYPASSED, UNKNOWN } from './compare-reach';
import type { Tally } from './comparison';
import { FindingSource, sourceOf } from '../../src/analysis/findings/upstream';
import { ALL_RULES } from '../../src/analysis/rules';

/** The share of answers, in percent, that may be UNKNOWN. */
const UNKNOWN_LIMIT = 2;

/** The least share of each verdict, in percent, over all answers and over those at gateways. */
const LEAST_SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [ANSWERS]: { REACHABLE: 10, PASSTHROUGH: 5, MISROUTED: 2, BLOCKED: 10 },
  [AT_GATEWAYS]: { REACHABLE: 3, MISROUTED: 2, BLOCKED: 10 },
};

/** With fewer answers, the shares are random: the connections of one mesh are similar. */
const ENOUGH_ANSWERS = 10_000;

/**
 * With fewer objects, a rule may be silent by chance. Both numbers are needed: most mistakes are in objects alone in their case, but relations between
 * objects exist only among others.
 */
const ENOUGH_LONE_OBJECTS = 20_000;
const ENOUGH_OBJECTS_AMONG_OTHERS = 40_000;

/** Sources that the judge of Istio asks. */
const HEARD = [FindingSource.API_SERVER, FindingSource.ISTIOD, FindingSource.ISTIOCTL];

/** Rules with an upstream that the linked Istio does not cover, and why. */
const NOT_COVERED: Readonly<Record<string, string>> = {
  'kubernetes/newer-than-istio': 'older versions of Istio',
};

/** The rules that Istio's side has too, each of which must speak alone in a long comparison. */
export function rulesToHear(): string[] {
  return ALL_RULES
    .filter(({ upstream }) => HEARD.includes(sourceOf(upstream)))
    .filter(({ name, until }) => until === undefined && !Object.hasOwn(NOT_COVERED, name) && !/^(?:dynakube|edge-connect|one-agent|one-agent-apm)[/]/.test(name))
    .map(({ name }) => name);
}

/** The rules that never spoke alone: no other rule would have given the same finding. */
export function silentRules(tally: Tally): string[] {
  return rulesToHear().filter(name => tally.of(`${RULE}${name}`) === 0).sort();
}

/** Why the counts are not as required: an agreement about too little proves nothing. */
export function faultsIn(tally: Tally): string[] {
  const faults: string[] = [];
  const answers = tally.of(ANSWERS);
  if (answers >= ENOUGH_ANSWERS) {
    const unknown = tally.of(UNKNOWN) / answers * 100;
    if (unknown >= UNKNOWN_LIMIT) { faults.push(`${unknown.toFixed(2)} % of the answers are UNKNOWN, they must be less than ${UNKNOWN_LIMIT} %`); }
    if (tally.of(BYPASSED) === 0) { faults.push('no answer is BYPASSED'); }
    for (const [all, shares] of Object.entries(LEAST_SHARES)) {
      for (const [verdict, least] of Object.entries(shares)) {
        const share = tally.of(`${all} ${verdict}`) / Math.max(tally.of(all), 1) * 100;
        if (share < least) { faults.push(`${share.toFixed(2)} % of the ${all} are ${verdict}, they must be at least ${least} %`); }
      }
    }
  }
  const amongOthers = tally.of(OBJECTS_AMONG_OTHERS);
  if (tally.of(OBJECTS) - amongOthers >= ENOUGH_LONE_OBJECTS && amongOthers >= ENOUGH_OBJECTS_AMONG_OTHERS) {
    const silent = silentRules(tally);
    if (silent.length > 0) { faults.push(`rules that never spoke alone: ${silent.join(', ')}`); }
  }
  return faults;
}
