import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../../src/analysis/model/mesh-model';
import { Candidate, Clash, Conflict } from '../../../../../src/analysis/rules/istio/mesh/clash';
import { conflicts } from '../../../../../src/analysis/rules/istio/mesh/conflicts';
import { ProxyScope, proxyScopes } from '../../../../../src/analysis/rules/istio/mesh/proxy-scopes';
import { DEFAULT_MESH_SETTINGS } from '../../../../../src/analysis/settings/mesh-settings';
import { entry } from '../../../manifests';

const NAMESPACES = ['a', 'b', 'c'];

/** Ports of one host conflict if their protocols differ. */
const BY_PROTOCOL: Clash = {
  keyOf: ({ service }) => service.host,
  classOf: ({ port }) => port.protocol,
  clash: (a, b) => a.port.protocol !== b.port.protocol,
};

/** Ports of different namespaces conflict, except at the proxies of their own namespace. */
const BY_NAMESPACE: Clash = {
  keyOf: ({ port }) => String(port.number),
  identityOf: ({ service }) => service.namespace,
  classOf: () => '',
  clash: () => true,
  isAlone: ({ service }, { namespace }) => service.namespace === namespace,
};

const meshes = fc.tuple(
  fc.array(fc.record({
    host: fc.constantFrom('x.test', 'y.test'),
    port: fc.constantFrom(80, 443),
    protocol: fc.constantFrom('HTTP', 'TLS', 'TCP'),
    namespace: fc.constantFrom(...NAMESPACES),
    exportTo: fc.constantFrom(['*'], ['.'], ['b'], ['.', 'c'], ['~']),
  }), { minLength: 2, maxLength: 8 }),
  fc.array(fc.record({
    namespace: fc.constantFrom(...NAMESPACES, 'istio-system'),
    hosts: fc.subarray(['./*', '*/*', 'a/*', 'b/x.test', '*/y.test', '~a/*', 'c/*.test'], { minLength: 1 }),
  }), { maxLength: 3 }),
).map(([entries, sidecars]) => MeshModel.of([
  ...entries.map(({ host, port, protocol, exportTo, namespace }, index) => entry(host, port, protocol, { exportTo }, { namespace, name: `e${index}` })),
  ...sidecars.map(({ namespace, hosts }, index): KubernetesObject => ({
    apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: `s${index}`, namespace }, spec: { egress: [{ hosts }] },
  })),
], DEFAULT_MESH_SETTINGS));

/** All conflicts, found by a comparison of all pairs at every proxy. */
function* everyConflict(model: MeshModel, { keyOf, identityOf, clash, isAlone }: Clash): Generator<Conflict> {
  const scopes = [...proxyScopes(model).outside(new Map()), ...[...NAMESPACES, 'istio-system'].flatMap(namespace => proxyScopes(model).of(namespace))];
  const all = model.services.flatMap(service => service.ports.map((port): Candidate => ({ service, port })));
  const takesPart = (one: Candidate, scope: ProxyScope) => scope.sees(one.service, one.port.number) && !isAlone?.(one, scope);
  for (const [index, second] of all.entries()) {
    for (const first of all.slice(0, index)) {
      const isPair = keyOf(first) === keyOf(second) && first.service.ref.index !== second.service.ref.index
        && (!identityOf || identityOf(first) !== identityOf(second)) && clash(first, second);
      const scope = isPair ? scopes.find(one => takesPart(first, one) && takesPart(second, one)) : undefined;
      if (scope) { yield { first, second, scope }; }
    }
  }
}

function texts(found: Iterable<Conflict>): string[] {
  return [...found].map(({ first, second }) => `${first.service.ref.name} ${second.service.ref.name}`);
}

test.each([['protocol', BY_PROTOCOL], ['namespace', BY_NAMESPACE]])('conflicts by %s are those of some proxy, and every mesh with a conflict has a finding', (_, clash) => {
  let meshesWithConflicts = 0;
  fc.assert(fc.property(meshes, model => {
    const every = texts(everyConflict(model, clash));
    const found = texts(conflicts(model, clash));
    expect(every).toEqual(expect.arrayContaining(found));
    expect(found.length > 0).toBe(every.length > 0);
    meshesWithConflicts += every.length > 0 ? 1 : 0;
  }), { numRuns: 1000 });
  expect(meshesWithConflicts).toBeGreaterThan(100);
});

test('if several ports conflict with the same port, each of them is reported', () => {
  const model = MeshModel.of(['TLS', 'HTTP', 'HTTP', 'TCP'].map((protocol, index) => entry('x.test', 80, protocol, {}, { name: `e${index}` })), DEFAULT_MESH_SETTINGS);
  expect(texts(conflicts(model, BY_PROTOCOL))).toEqual(['e0 e1', 'e0 e2', 'e0 e3']);
});
