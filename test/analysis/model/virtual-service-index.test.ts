import * as fc from 'fast-check';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { VirtualServiceIndex } from '../../../src/analysis/model/virtual-service-index';
import { hostsOverlap } from '../../../src/analysis/syntax/hosts';
import { istio } from '../manifests';

function virtualServices(hosts: readonly string[][]) {
  return MeshModel.of(hosts.map((all, index) => istio('VirtualService', `v${index}`, { hosts: all, http: [{ route: [{ destination: { host: 'a.test' } }] }] }))).virtualServices;
}

test('a list has one index', () => {
  const list = virtualServices([['a.test']]);
  expect(VirtualServiceIndex.of(list)).toBe(VirtualServiceIndex.of(list));
  expect(VirtualServiceIndex.of([...list])).not.toBe(VirtualServiceIndex.of(list));
});

test('the VirtualServices that overlap with some hosts come in the order of the list, each once', () => {
  const list = virtualServices([['b.test', 'a.test'], ['*.test'], ['c.other'], ['a.test', '*.a.test']]);
  const names = (...hosts: string[]) => VirtualServiceIndex.of(list).overlapping(...hosts).map(({ ref }) => ref.name);
  expect(names('a.test', 'b.test')).toEqual(['v0', 'v1', 'v3']);
  expect(names('*.a.test')).toEqual(['v1', 'v3']);
  expect(names('c.other', 'd.other')).toEqual(['v2']);
  expect(names()).toEqual([]);
});

test('the index finds the same VirtualServices as a search of the whole list', () => {
  const host = fc.constantFrom('a.test', 'b.test', 'x.a.test', '*.test', '*.a.test', '*', 'A.test', 'a.other');
  const hosts = fc.uniqueArray(host, { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(fc.array(hosts, { maxLength: 6 }), fc.array(host, { maxLength: 3 }), (all, asked) => {
    const list = virtualServices(all);
    expect(VirtualServiceIndex.of(list).overlapping(...asked))
      .toEqual(list.filter(virtualService => virtualService.hosts.some(name => asked.some(other => hostsOverlap(name, other)))));
  }));
});
