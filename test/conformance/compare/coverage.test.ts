import { Tally } from '../../../conformance/compare/comparison';
import { faultsIn, rulesToHear, silentRules } from '../../../conformance/compare/coverage';

function tally(counts: Readonly<Record<string, number>>): Tally {
  const all = new Tally();
  for (const [name, count] of Object.entries(counts)) { all.add(name, count); }
  return all;
}

const GOOD = {
  'answers': 20_000,
  'answers BLOCKED': 9000,
  'answers REACHABLE': 5000,
  'answers PASSTHROUGH': 4000,
  'answers MISROUTED': 1000,
  'answers UNKNOWN to us': 399,
  'answers BYPASSED, which no simulation covers': 20,
  'answers at gateways': 1000,
  'answers at gateways REACHABLE': 100,
  'answers at gateways MISROUTED': 50,
  'answers at gateways BLOCKED': 800,
};

test('answers with all verdicts and few UNKNOWN are as required', () => {
  expect(faultsIn(tally(GOOD))).toEqual([]);
});

test('too many UNKNOWN answers are a fault', () => {
  expect(faultsIn(tally({ ...GOOD, 'answers UNKNOWN to us': 400 }))).toEqual(['2.00 % of the answers are UNKNOWN, they must be less than 2 %']);
});

test('a verdict that hardly occurs is a fault, also at gateways', () => {
  expect(faultsIn(tally({ ...GOOD, 'answers MISROUTED': 100, 'answers at gateways REACHABLE': 1, 'answers BYPASSED, which no simulation covers': 0 }))).toEqual([
    'no answer is BYPASSED',
    '0.50 % of the answers are MISROUTED, they must be at least 2 %',
    '0.10 % of the answers at gateways are REACHABLE, they must be at least 3 %',
  ]);
});

test('a few answers have no requirements', () => {
  expect(faultsIn(tally({ 'answers': 9999, 'answers BLOCKED': 9000, 'answers UNKNOWN to us': 999 }))).toEqual([]);
});

test('the required rules are those that the judge\'s Istio has', () => {
  const rules = rulesToHear();
  expect(rules).toEqual(expect.arrayContaining(['service-entry/dns-wildcard', 'service-entry/tcp-without-address', 'kubernetes/unknown-field']));
  expect(rules).not.toContain('sidecar/egress-host-exclusion');
  expect(rules).not.toContain('service-entry/port-capture');
  expect(rules.filter(name => name.startsWith('dynakube/'))).toEqual([]);
});

test('rules that never spoke alone are a fault if there were enough objects, alone and among others', () => {
  const [silent, ...heard] = rulesToHear().sort();
  const counts = Object.fromEntries(heard.map(name => [`rule ${name}`, 1]));
  const enough = { 'objects': 60_000, 'objects checked among others': 40_000 };
  expect(silentRules(tally(counts))).toEqual([silent]);
  expect(faultsIn(tally({ ...counts, ...enough }))).toEqual([`rules that never spoke alone: ${silent}`]);
  expect(faultsIn(tally({ ...counts, ...enough, [`rule ${silent}`]: 1 }))).toEqual([]);
  expect(faultsIn(tally({ ...counts, 'objects': 59_999, 'objects checked among others': 40_000 }))).toEqual([]);
  expect(faultsIn(tally({ ...counts, 'objects': 100_000, 'objects checked among others': 39_999 }))).toEqual([]);
  expect(faultsIn(tally({ ...counts, 'objects': 100_000, 'objects checked among others': 100_000 }))).toEqual([]);
});
