import fc from 'fast-check';
import { pageNames, readPage } from './rules/rule-page';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { quote } from '../../src/analysis/base/quote';
import { check } from '../../src/analysis/check';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { reach } from '../../src/analysis/reach/reachability';
import { trace } from '../../src/analysis/reach/trace/trace';
import { ALL_RULES } from '../../src/analysis/rules';

function entry(name: string, hosts: unknown): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name, namespace: 'shop' },
    spec: { hosts, ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], location: 'MESH_EXTERNAL', resolution: 'DNS' },
  };
}

function nested(levels: number, kind: 'list' | 'object'): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < levels; level++) { value = kind === 'list' ? [value] : { a: value }; }
  return value;
}

/** An object with an error of its own, which no other object may hide. */
const BAD = entry('bad', ['203.0.113.50']);

/** The result of a function, and its processor time: what other programs do does not count. */
function timed<T>(run: () => T): { readonly result: T; readonly milliseconds: number } {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
}

function rulesOf(objects: readonly KubernetesObject[]): string[] {
  return check(objects).map(({ object, rule, severity }) => `${object} ${severity} ${rule}`);
}

const ERROR_OF_BAD = '1 error service-entry/host-syntax';

describe('an object that is nested deeply', () => {
  test.each([3000, 50_000])('with %d levels where its schema has a text is an error, and the others are checked', levels => {
    expect(rulesOf([entry('deep', nested(levels, 'list')), BAD])).toEqual(['0 warning kubernetes/nesting', '0 error kubernetes/type', ERROR_OF_BAD]);
  });

  test.each([3000, 50_000])('with %d levels where any content is allowed has a warning, and the others are checked', levels => {
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'deep', namespace: 'shop' }, spec: nested(levels, 'object') };
    expect(check([widget, BAD]).slice(0, 1)).toEqual([{
      rule: 'kubernetes/nesting',
      severity: 'warning',
      upstream: 'ours',
      object: 0,
      message: '\'spec.a.a\' has more than 100 levels of objects and lists, and what is below them is not checked; write it with fewer levels',
    }]);
    expect(rulesOf([widget, BAD])).toContain(ERROR_OF_BAD);
  });

  test('with 20 levels is an ordinary object', () => {
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'deep', namespace: 'shop' }, spec: nested(20, 'object') };
    expect(rulesOf([widget, BAD])).toEqual([ERROR_OF_BAD]);
  });

  test('does not stop an answer about a connection', () => {
    const model = MeshModel.of([entry('deep', nested(3000, 'list')), entry('api', ['api.example.com'])]);
    const question = { namespace: 'shop', host: 'api.example.com', port: 443, protocol: 'https' as const };
    expect([reach(model, question).verdict, trace(model, question).outcome]).toEqual(['REACHABLE', 'ARRIVES']);
  });
});

describe('a host', () => {
  test.each([
    ['of 20,000 labels', `${'a.'.repeat(20_000)}b`],
    ['of 20,000 wildcards', '*.'.repeat(20_000)],
    ['that looks like many URLs', '://'.repeat(36_000)],
  ])('%s is an error at once', (_, host) => {
    const { result, milliseconds } = timed(() => rulesOf([entry('huge', [host]), BAD]));
    expect(result).toEqual(expect.arrayContaining(['0 error service-entry/host-syntax', ERROR_OF_BAD]));
    expect(milliseconds).toBeLessThan(1000);
  });

  test('of 240 characters is right', () => {
    expect(rulesOf([entry('long', [`${'abcdefgh.'.repeat(26)}test`]), BAD])).toEqual([ERROR_OF_BAD]);
  });
});

test('a field that is undefined, which JSON can not have, is as good as none', () => {
  const api = entry('api', ['api.example.com']);
  expect(rulesOf([{ ...api, metadata: { ...api.metadata, labels: { team: undefined as never } } }])).toEqual(rulesOf([api]));
  const dynakube = (matchLabels: object) => ({
    apiVersion: 'dynatrace.com/v1beta6',
    kind: 'DynaKube',
    metadata: { name: 'dynakube', namespace: 'dynatrace' },
    spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { applicationMonitoring: { namespaceSelector: { matchLabels } } } },
  });
  expect(rulesOf([dynakube({ team: 'a', other: undefined })])).toEqual(rulesOf([dynakube({ team: 'a' })]));
});

/** Members that every object of JavaScript has, and a name of the same length that none has. Both have the same place among sorted names. */
const NAMES = [['constructor', 'constructos'], ['toString', 'toStrinz'], ['__proto__', '__prqtq__'], ['valueOf', 'valueOz'], ['tostring', 'tostrinz']] as const;

const EXAMPLES = pageNames().filter(name => ALL_RULES.some(rule => rule.name === name)).map(name => readPage(name));

/** The texts and the names of fields in a value, but not those that tell what an object is. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') { return [value]; }
  if (typeof value !== 'object' || value === null) { return []; }
  const fields = Object.entries(value).filter(([key]) => key !== 'apiVersion' && key !== 'kind');
  return fields.flatMap(([key, member]) => [...Array.isArray(value) ? [] : [key], ...wordsIn(member)]);
}

function withWord<T>(value: T, from: string, to: string): T {
  if (value === from) { return to as T; }
  if (typeof value !== 'object' || value === null) { return value; }
  if (Array.isArray(value)) { return value.map(item => withWord<unknown>(item, from, to)) as T; }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => {
    return key === 'apiVersion' || key === 'kind' ? [key, member as unknown] : [key === from ? to : key, withWord<unknown>(member, from, to)];
  })) as T;
}

const example = fc.constantFrom(...EXAMPLES.flatMap(page => [page.incorrect, page.correct].map(objects => ({ objects, settings: page.settings }))))
  .chain(({ objects, settings }) => fc.constantFrom(...new Set(wordsIn(objects))).map(word => ({ objects, settings, word })));

test('a name that every JavaScript object has means as much as any other name', () => {
  fc.assert(fc.property(example, fc.constantFrom(...NAMES), ({ objects, settings, word }, [inherited, other]) => {
    const found = (name: string) => check(withWord(objects, word, name), settings).map(({ object, rule, severity }) => `${object} ${rule} ${severity}`);
    expect(found(inherited)).toEqual(found(other));
  }), { numRuns: 500 });
});

const PATTERNS = ['a.', '*.', '://', '-', '(', '0', ',', ' ', '1.', '{{', '/', '::', 'x@', 'a=b,', '["', '%', 'request.x && ', 'dt0c01.', '.svc'];

test('a huge text in any place takes little time, and throws nothing', () => {
  fc.assert(fc.property(example, fc.constantFrom(...PATTERNS), ({ objects, settings, word }, pattern) => {
    const huge = withWord(objects, word, pattern.repeat(40_000 / pattern.length));
    expect(timed(() => check(huge, settings)).milliseconds).toBeLessThan(2000);
  }), { numRuns: 100 });
});

/**
 * The factor between the times of two functions. Garbage collection only makes a time longer, so the shortest of several counts. They are taken in turns, and
 * again while the factor is high.
 */
function factorOf(small: () => unknown, large: () => unknown): number {
  const shortest = [Infinity, Infinity];
  let factor = Infinity;
  for (let round = 0; round < 3 || (round < 20 && factor >= LARGEST_FACTOR); round++) {
    [small, large].forEach((run, index) => { shortest[index] = Math.min(shortest[index], timed(run).milliseconds); });
    // The part of a millisecond keeps times that are too short to measure from deciding.
    factor = shortest[1] / (shortest[0] + 0.5);
  }
  return factor;
}

/** The time for an input that is 4 times as large, as a multiple. The square of 4 is 16. */
const LARGEST_FACTOR = 8;

function mesh(size: number): KubernetesObject[] {
  return Array.from({ length: size }, (_, index) => entry(`e${index}`, [`host-${index}.example.com`]));
}

const QUESTION = { namespace: 'shop', host: 'host-1.example.com', port: 443, protocol: 'https' as const };

test.each<[what: string, size: number, run: (size: number) => () => unknown]>([
  ['check() grows with the number of objects', 250, size => { const objects = mesh(size); return () => check(objects); }],
  ['check() grows with the length of a host', 20_000, size => { const objects = [entry('huge', ['a.'.repeat(size)]), BAD]; return () => check(objects); }],
  ['check() grows with the number of hosts', 500, size => { const objects = [entry('wide', mesh(size).map((_, index) => `h${index}.test`))]; return () => check(objects); }],
  ['check() grows with the items of a list', 250, size => { const list = [{ apiVersion: 'v1', kind: 'List', items: mesh(size) }]; return () => check(list); }],
  ['reach() grows with the number of objects', 500, size => { const objects = mesh(size); return () => reach(MeshModel.of(objects), QUESTION); }],
  ['trace() grows with the number of objects', 500, size => { const objects = mesh(size); return () => trace(MeshModel.of(objects), QUESTION); }],
  ['trace() grows with the length of the host', 20_000, size => { const model = MeshModel.of(mesh(10)); return () => trace(model, { ...QUESTION, host: 'a.'.repeat(size) }); }],
  ['quote() grows with the length of a text', 100_000, size => { const text = '://'.repeat(size); return () => quote(text); }],
])('the time of %s, not with its square', (_, size, run) => {
  expect(factorOf(run(size), run(4 * size))).toBeLessThan(LARGEST_FACTOR);
});
