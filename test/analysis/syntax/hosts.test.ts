import * as fc from 'fast-check';
import {
  wildcardsOver,
  coversHost, hostsOverlap, isDnsLabel, isFqdn, isKubernetesLabel, isKubernetesName, isPartialWildcard, isWildcardDomain, isWildcardHost,
  normalizeHost,
} from '../../../src/analysis/syntax/hosts';

const LONGEST_LABEL = 'a'.repeat(63);
const DOMAIN_OF_255 = `${`${'a'.repeat(49)}.`.repeat(5)}${'b'.repeat(5)}`;

const labels = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domains = fc.array(labels, { minLength: 1, maxLength: 4 }).map(parts => parts.join('.'));
const patterns = fc.oneof(domains, domains.map(domain => `*.${domain}`), fc.constant('*'));

/** The answers of istiod for each name as a host of a ServiceEntry: whether it is valid, and whether it is valid without a wildcard. */
const NAMES: [name: string, isDomain: boolean, isExact: boolean][] = [
  ['example.com', true, true],
  ['EXAMPLE.com', true, true],
  ['localhost', true, true],
  ['xn--bcher-kva.example', true, true],
  ['example.com.', true, true],
  [`${LONGEST_LABEL}.com`, true, true],
  [DOMAIN_OF_255, true, true],
  ['*', true, false],
  ['*.example.com', true, false],
  ['*.com', true, false],
  ['*example.com', true, false],
  ['*foo', true, false],
  ['*-foo.bar.com', true, false],
  ['', false, false],
  ['-', false, false],
  [`${DOMAIN_OF_255}b`, false, false],
  [`a${LONGEST_LABEL}.com`, false, false],
  ['foo.*.com', false, false],
  ['foo*.bar.com', false, false],
  ['*.*.com', false, false],
  ['1.1.1.1', false, false],
  ['a.123', false, false],
  ['2001:db8::1', false, false],
  ['https://a.com', false, false],
  ['a.com:443', false, false],
  ['a.com/x', false, false],
  ['a_b.com', false, false],
  ['a..com', false, false],
  ['.com', false, false],
  [' a.com', false, false],
  ['a.com\n', false, false],
  ['bücher.example', false, false],
];

test.each(NAMES)('"%s" is a domain with an optional wildcard: %s, a domain without a wildcard: %s', (name, isDomain, isExact) => {
  expect([isWildcardDomain(name), isFqdn(name)]).toEqual([isDomain, isExact]);
});

test('a number is not a domain, unless it has more than 64 bits', () => {
  expect(isFqdn('9223372036854775807')).toBe(false);
  expect(isFqdn('9223372036854775808')).toBe(true);
  expect(isFqdn('a.9223372036854775808')).toBe(true);
});

test('a single number is accepted as the label that can be a wildcard, because istiod checks for numbers only after dots', () => {
  expect([isWildcardDomain('123'), isWildcardDomain('a.123')]).toEqual([true, false]);
});

test('an address with a trailing dot is accepted, so a host must be checked as it is written', () => {
  expect([isFqdn('10.0.0.1.'), isFqdn(normalizeHost('10.0.0.1.'))]).toEqual([true, false]);
});

test.each<[string, boolean, boolean]>([
  ['istio-system', true, true],
  ['0', true, true],
  [LONGEST_LABEL, true, true],
  ['NS1', true, false],
  [`${LONGEST_LABEL}a`, false, false],
  ['', false, false],
  ['-a', false, false],
  ['a-', false, false],
  ['a.b', false, false],
  ['a_b', false, false],
  ['team-*', false, false],
])('"%s" is a label for istiod: %s, and for the API server: %s', (text, forIstiod, forKubernetes) => {
  expect([isDnsLabel(text), isKubernetesLabel(text)]).toEqual([forIstiod, forKubernetes]);
});

test.each<[string, boolean]>([
  ['oneagent-abc12345.live.dynatrace.com', true],
  ['a'.repeat(253), true],
  ['a'.repeat(254), false],
  ['oneagent-2001-db8--7', true],
  ['Default', false],
  ['a..b', false],
  ['a.-b', false],
  ['a:b', false],
  ['', false],
])('"%s" can name an object: %s', (text, expected) => {
  expect(isKubernetesName(text)).toBe(expected);
});

test.each<[string, boolean, boolean]>([
  ['*', true, false],
  ['*.example.com', true, false],
  ['*example.com', false, true],
  ['*-foo.example.com', false, true],
  ['example.com', false, false],
  ['foo*.example.com', false, false],
])('"%s" has a wildcard for whole labels: %s, for a part of one: %s', (host, whole, part) => {
  expect([isWildcardHost(host), isPartialWildcard(host)]).toEqual([whole, part]);
});

test.each<[pattern: string, host: string, covers: boolean]>([
  ['*', 'a.test', true],
  ['*', '*', true],
  ['*', '*.a.test', true],
  ['*.a.test', 'x.a.test', true],
  ['*.a.test', 'x.y.a.test', true],
  ['*.a.test', '*.x.a.test', true],
  ['*.a.test', '*.a.test', true],
  ['*.a.test', 'a.test', false],
  ['*.a.test', 'xa.test', false],
  ['*.a.test', '*', false],
  ['*foo.test', 'barfoo.test', true],
  ['a.test', 'a.test', true],
  ['a.test', 'A.test', false],
  ['a.test', '*.test', false],
  ['x.a.test', '*.a.test', false],
])('"%s" covers "%s": %s', (pattern, host, covers) => {
  expect(coversHost(pattern, host)).toBe(covers);
});

test('each name covers itself, and covering is transitive', () => {
  fc.assert(fc.property(patterns, patterns, patterns, (a, b, c) => {
    expect(coversHost(a, a)).toBe(true);
    if (coversHost(a, b) && coversHost(b, c)) { expect(coversHost(a, c)).toBe(true); }
  }));
});

test('names overlap in both directions', () => {
  expect([hostsOverlap('*.a.test', 'x.a.test'), hostsOverlap('x.a.test', '*.a.test'), hostsOverlap('*.a.test', '*.b.test')]).toEqual([true, true, false]);
  fc.assert(fc.property(patterns, patterns, (a, b) => hostsOverlap(a, b) === hostsOverlap(b, a)));
});

test('a host is compared in lower case, without its trailing dot', () => {
  expect(normalizeHost('API.Example.COM.')).toBe('api.example.com');
  expect(normalizeHost('a.test..')).toBe('a.test.');
});

test('no text takes long to check', () => {
  const texts = ['a'.repeat(100_000), '-'.repeat(100_000), 'a.'.repeat(50_000), `${'a-'.repeat(50_000)}!`];
  const start = process.hrtime.bigint();
  for (const text of texts) { [isDnsLabel, isKubernetesName, isFqdn, isWildcardDomain].forEach(judge => judge(text)); }
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(200);
});

test.each<[string, string[]]>([
  ['a.b.c', ['*.b.c', '*.c']],
  ['*.b.c', ['*.b.c', '*.c']],
  ['a', []],
  ['', []],
  ['a.', ['*.']],
])('the wildcards over %j are %j', (name, wildcards) => {
  expect(wildcardsOver(name)).toEqual(wildcards);
});

test('the wildcards over a long name are those that a domain name has room for', () => {
  const wildcards = wildcardsOver('a.'.repeat(100_000) + 'b');
  expect(wildcards.length).toBe(127);
  expect([wildcards[0].length, wildcards[126]]).toEqual([255, '*.b']);
});
