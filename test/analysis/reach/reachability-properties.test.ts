import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { relevantTo } from '../../../src/analysis/reach/order/order-alternatives';
import { connect } from '../../../src/analysis/reach/proxy/connection';
import { dialledAddresses } from '../../../src/analysis/reach/proxy/name-table';
import { applicableSidecars, sidecarScope } from '../../../src/analysis/reach/proxy/sidecar-scope';
import { Answer, reach, ReachQuestion } from '../../../src/analysis/reach/reachability';
import { reachableFrom } from '../../../src/analysis/reach/trace/reachable-from';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { entry } from '../manifests';
import { ArbitraryMesh, createdOn, meshes } from '../mesh-arbitrary';

const KINDS = ['ServiceEntry', 'Sidecar', 'VirtualService', 'DestinationRule', 'Gateway', 'WorkloadEntry'];
const question: ReachQuestion = { namespace: 'shop', host: 'a.test', port: 443, protocol: 'https' };

function answersTo(objects: readonly KubernetesObject[], meshConfig: object, questions: readonly ReachQuestion[]): Answer[] {
  const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
  return questions.map(asked => reach(model, asked));
}

/** A mesh, and its objects in another order. */
function shuffled(dated: boolean): fc.Arbitrary<[ArbitraryMesh, KubernetesObject[]]> {
  return meshes(dated).chain(mesh => fc.tuple(fc.constant(mesh), fc.shuffledSubarray([...mesh.objects], { minLength: mesh.objects.length })));
}

/** The possible verdicts of an answer. */
function verdictsOf({ verdict, alternatives }: Answer): readonly string[] {
  return alternatives ?? [verdict];
}

test('it does not throw, whatever the objects contain', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const object = fc.record({
    apiVersion: fc.oneof(fc.constant('networking.istio.io/v1'), fc.constant('v1'), fc.constant('gateway.networking.k8s.io/v1'), anything),
    kind: fc.oneof(fc.constantFrom(...KINDS, 'Service', 'Namespace', 'Pod', 'HTTPRoute'), anything),
    metadata: fc.oneof(fc.constant({ name: 'n', namespace: 'shop' }), anything),
    spec: anything,
    status: anything,
  });
  fc.assert(fc.property(fc.array(fc.oneof(object, anything), { maxLength: 5 }), (objects) => {
    const model = MeshModel.of(objects as unknown as KubernetesObject[], meshSettingsOf(undefined));
    for (const gateway of [false, true]) { expect(reach(model, { ...question, gateway }).explanation).not.toBe(''); }
    reachableFrom(model, { namespace: 'shop' });
  }), { numRuns: 300 });
});

test('it does not throw, whatever the value of a field is', () => {
  fc.assert(fc.property(meshes(true), fc.nat(), fc.jsonValue({ maxDepth: 2 }), ({ objects, meshConfig, questions }, place, value) => {
    let left = place % 60;
    const broken = JSON.parse(JSON.stringify(objects), (_, field: unknown) => left-- === 0 ? value : field) as KubernetesObject[];
    expect(answersTo(Array.isArray(broken) ? broken : [], meshConfig, questions)).toHaveLength(questions.length);
  }), { numRuns: 300 });
});

test('the order of the list does not matter if the ages are known', () => {
  fc.assert(fc.property(shuffled(true), ([{ objects, meshConfig, questions }, others]) => {
    expect(answersTo(others, meshConfig, questions)).toEqual(answersTo(objects, meshConfig, questions));
  }), { numRuns: 300 });
});

test('the order of the list does not matter for the verdicts if the ages are unknown', () => {
  fc.assert(fc.property(shuffled(false), ([{ objects, meshConfig, questions }, others]) => {
    expect(answersTo(others, meshConfig, questions).map(verdictsOf)).toEqual(answersTo(objects, meshConfig, questions).map(verdictsOf));
  }), { numRuns: 200 });
});

test('an entry that another namespace does not export changes nothing', () => {
  const secret = entry('a.test', 443, 'TCP', { exportTo: ['.'] }, { namespace: 'elsewhere', day: 1 });
  fc.assert(fc.property(meshes(true), ({ objects, meshConfig, questions }) => {
    expect(answersTo([...objects, secret], meshConfig, questions).map(verdictsOf)).toEqual(answersTo(objects, meshConfig, questions).map(verdictsOf));
  }), { numRuns: 300 });
});

test('objects that are not relevant for a connection can be left out', () => {
  fc.assert(fc.property(meshes(true, 6), ({ objects, meshConfig, questions }) => {
    const model = MeshModel.of(objects, meshSettingsOf(meshConfig));
    for (const { namespace, labels = {}, dnsCapture = false, host, address, port, protocol } of questions) {
      const client = { namespace, labels, gateway: 'mesh' };
      const [sidecar] = applicableSidecars(model, client);
      const context = { model, scope: sidecarScope(model, namespace, sidecar), client, dnsCapture };
      const addresses = dialledAddresses(context, { host, address });
      const related = relevantTo(context, { host, port }, addresses);
      const narrow = model.reordered(related.services, related.virtualServices);
      const narrowContext = { ...context, model: narrow, scope: sidecarScope(narrow, namespace, sidecar) };
      for (const ip of addresses) {
        const connection = { host, ip, port, protocol, path: '/' };
        expect(connect(narrowContext, connection).map(({ verdict }) => verdict)).toEqual(connect(context, connection).map(({ verdict }) => verdict));
      }
    }
  }), { numRuns: 500, seed: 1 });
});

test('without ages, an answer lists exactly the verdicts that are possible for some ages', () => {
  fc.assert(fc.property(meshes(false, 3), ({ objects, meshConfig, questions }) => {
    fc.pre(objects.length <= 5);
    const possible = questions.map(() => new Set<string>());
    for (const ages of permutations(objects.map((_, index) => index))) {
      const dated = objects.map((object, index) => ({ ...object, metadata: { ...object.metadata, creationTimestamp: createdOn(ages[index]) } }));
      answersTo(dated, meshConfig, questions).forEach((answer, index) => verdictsOf(answer).forEach(verdict => possible[index].add(verdict)));
    }
    const answers = answersTo(objects, meshConfig, questions);
    expect(answers.map(answer => [...verdictsOf(answer)].sort())).toEqual(possible.map(verdicts => [...verdicts].sort()));
  }), { numRuns: 60, seed: 1 });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) { return [[...items]]; }
  return items.flatMap(first => permutations(items.filter(item => item !== first)).map(rest => [first, ...rest]));
}
