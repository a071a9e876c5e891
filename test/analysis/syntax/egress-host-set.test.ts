import * as fc from 'fast-check';
import { EgressHostSet } from '../../../src/analysis/syntax/egress-host-set';
import { parseEgressHost } from '../../../src/analysis/syntax/egress-host-syntax';
import { coversHost } from '../../../src/analysis/syntax/hosts';

/** The hosts that other hosts cover, in a Sidecar of the namespace `shop`. */
function coveredOf(hosts: readonly string[], namespace: string | undefined = 'shop'): string[] {
  const set = new EgressHostSet(namespace);
  hosts.forEach(host => set.add(host));
  return hosts.filter(host => set.isCovered(host));
}

test.each<[hosts: string[], covered: string[]]>([
  [['shop/*', 'shop/a.test'], ['shop/a.test']],
  [['./*', 'shop/a.test'], ['shop/a.test']],
  [['shop/*', './a.test'], ['./a.test']],
  [['./*', 'bank/a.test'], []],
  [['*/*', 'bank/a.test', 'bank/*', '*/a.test'], ['bank/a.test', 'bank/*', '*/a.test']],
  [['*/a.test', 'bank/a.test', 'bank/b.test'], ['bank/a.test']],
  [['*/*.test', 'bank/a.test'], ['bank/a.test']],
  [['bank/*.b.test', 'bank/a.b.test', 'bank/*.a.b.test', 'bank/b.test'], ['bank/a.b.test', 'bank/*.a.b.test']],
  [['bank/a.test', 'bank/*.b.test'], []],
  [['~/*', 'bank/a.test'], []],
  [['~bank/*', 'bank/a.test'], []],
  [['bank/*', '~bank/a.test'], []],
  [['./a.test', 'shop/a.test'], ['shop/a.test']],
  [['shop/*', './*'], ['./*']],
  [['shop/*'], []],
  [['no host'], []],
])('in %j, the covered hosts are %j', (hosts, covered) => {
  expect(coveredOf(hosts)).toEqual(covered);
});

test('if "." differs by workload, it does not equal any named namespace', () => {
  const set = new EgressHostSet(undefined);
  ['./*', 'istio-system/a.test', './b.test'].forEach(host => set.add(host));
  expect([set.isCovered('istio-system/a.test'), set.isCovered('./b.test')]).toEqual([false, true]);
});

test('a set contains each host once, in the order of adding', () => {
  const set = new EgressHostSet('shop');
  ['b/*', 'a/*', 'b/*'].forEach(host => set.add(host));
  expect(set.values()).toEqual(['b/*', 'a/*']);
});

const namespaces = fc.constantFrom('shop', 'bank', '.', '*');
const names = fc.constantFrom('*', '*.test', '*.a.test', 'a.test', 'b.a.test', 'c.b.a.test');
const imports = fc.tuple(namespaces, names).map(([namespace, name]) => `${namespace}/${name}`);

test('the set imports the same services without its covered hosts', () => {
  const covers = (wide: string, namespace: string, name: string): boolean => {
    const parts = parseEgressHost(wide)!;
    return ['*', namespace].includes(parts.namespace === '.' ? 'shop' : parts.namespace) && coversHost(parts.dnsName, name);
  };
  fc.assert(fc.property(fc.array(imports, { maxLength: 8 }), fc.constantFrom('shop', 'bank'), names, (hosts, namespace, name) => {
    const covered = new Set(coveredOf(hosts));
    const rest = hosts.filter(host => !covered.has(host));
    expect(rest.some(host => covers(host, namespace, name))).toBe(hosts.some(host => covers(host, namespace, name)));
  }), { numRuns: 500 });
});
