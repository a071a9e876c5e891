import { OBJECTS, OBJECTS_AMONG_OTHERS, RULE } from './compare-findings';
import { ANSWERS, AT_GATEWAYS, BYPASSED, UNKNOWN } from './compare-reach';
import type { Tally } from './comparison';
import { FindingSource, sourceOf } from '../../src/analysis/findings/upstream';
import { ALL_RULES } from '../../src/analysis/rules';

/** How many of a hundred answers may be UNKNOWN. */
const UNKNOWN_LIMIT = 2;

/** How many answers of a hundred, and of those at gateways, each verdict must be. */
const LEAST_SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [ANSWERS]: { REACHABLE: 10, PASSTHROUGH: 5, MISROUTED: 2, BLOCKED: 10 },
  [AT_GATEWAYS]: { REACHABLE: 3, MISROUTED: 2, BLOCKED: 10 },
};

/** Below this many answers the shares are chance: the connections of a mesh are alike. */
const ENOUGH_ANSWERS = 10_000;

/**
 * Below this many objects a rule may be silent by chance. Both are needed: most mistakes are made in objects alone in their case, and how objects stand to each
 * other is seen only among others.
 */
const ENOUGH_LONE_OBJECTS = 20_000;
const ENOUGH_OBJECTS_AMONG_OTHERS = 40_000;

/** Sources that the judge of Istio asks. */
const HEARD = [FindingSource.API_SERVER, FindingSource.ISTIOD, FindingSource.ISTIOCTL];

/** Rules with an upstream that the judge of today's Istio cannot speak for, and why. */
const NOT_HEARD: Readonly<Record<string, string>> = {
  'kubernetes/newer-than-istio': 'older versions of Istio',
};

/** The rules that Istio's side has, and this comparison must therefore hear. */
export function rulesToHear(): string[] {
  return ALL_RULES
    .filter(({ upstream }) => HEARD.includes(sourceOf(upstream)))
    .filter(({ name, until }) => until === undefined && !Object.hasOwn(NOT_HEARD, name) && !/^(?:dynakube|edge-connect|one-agent|one-agent-apm)[/]/.test(name))
    .map(({ name }) => name);
}

/** Those of the rules that never spoke where no other rule would have said the same. */
export function silentRules(tally: Tally): string[] {
  return rulesToHear().filter(name => tally.of(`${RULE}${name}`) === 0).sort();
}

/** Why the counts are not as they must be: what is compared must be what it says that it is. */
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
