import * as fc from 'fast-check';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import type { ReachQuestion } from '../../src/analysis/reach/reachability';
import type { Case } from '../generators/base/case';
import { hostile, INHERITED } from '../generators/base/hostile';
import { mutated } from '../generators/base/mutation';
import { list, maybe, weighted } from '../generators/base/shapes';
import { loneDynaKube, loneEdgeConnect, siblingDynaKubes } from '../generators/dynatrace/cases';
import { loneObject } from '../generators/istio/lone-object';
import { TIDY, WILD } from '../generators/istio/words';
import { aimedAt, connection } from '../generators/mesh/connection';
import { deployment, namespace, pod, service, workloadEntry } from '../generators/mesh/kubernetes';
import { meshConfig } from '../generators/mesh/mesh-config';
import { objectMesh } from '../generators/mesh/object-mesh';

/** A mesh that is asked about, and how many of its objects are hostile. */
export interface SoakMesh extends Case {
  readonly hostile: number;
}

type Objects = fc.Arbitrary<KubernetesObject[]>;

const ISTIO: Objects = list(loneObject, 2, 12).map(cases => cases.flatMap(({ objects }) => objects));

const KUBERNETES: Objects = list(weighted(
  [4, service(WILD)], [3, pod(TIDY)], [3, deployment(TIDY)], [1, workloadEntry(WILD)], [1, fc.constantFrom('shop', 'egress').chain(namespace)],
), 1, 6);

const DYNATRACE: Objects = weighted([3, loneDynaKube], [1, loneEdgeConnect], [1, siblingDynaKubes]).map(({ objects }) => [...objects]);

const OBJECTS: Objects = weighted(
  [4, fc.tuple(ISTIO, KUBERNETES, DYNATRACE).map(all => all.flat())],
  [2, objectMesh.map(({ objects }) => [...objects])],
);

interface Fuzzed {
  readonly object: KubernetesObject;
  readonly isHostile: boolean;
}

/** An object as it is, mutated, or hostile. */
function fuzzed(object: KubernetesObject): fc.Arbitrary<Fuzzed> {
  const same = fc.constant(object);
  return weighted<Fuzzed>(
    [5, same.map(each => ({ object: each, isHostile: false }))],
    [2, mutated(same).map(each => ({ object: each, isHostile: false }))],
    [3, hostile(same).map(each => ({ object: each, isHostile: true }))],
  );
}

const HOSTILE_TEXT = weighted([3, INHERITED], [1, fc.constantFrom('a.'.repeat(20_000), '*.'.repeat(20_000), '://'.repeat(100), '', '.', ' ', '\u0000')]);

/** A connection, most often to a service of the mesh, in which some texts are hostile. */
function question(objects: readonly KubernetesObject[]): fc.Arbitrary<ReachQuestion> {
  const asked = connection(TIDY, 5).map(each => aimedAt(objects, each));
  return fc.tuple(asked, maybe(15, HOSTILE_TEXT), maybe(5, HOSTILE_TEXT), maybe(10, INHERITED)).map(([given, host, path, name]) => ({
    ...given,
    ...host === undefined ? {} : { host },
    ...path === undefined ? {} : { path },
    ...name === undefined ? {} : { labels: Object.fromEntries([[name, name]]), annotations: Object.fromEntries([[name, name]]) },
  }));
}

/** Valid, mutated and hostile objects of all kinds, with connections to ask about. */
export const soakMesh: fc.Arbitrary<SoakMesh> = OBJECTS.chain(objects => fc.record({
  objects: fc.tuple(...objects.map(fuzzed)),
  meshConfig,
  questions: list(question(objects), 2, 2),
}, { noNullPrototype: true })).map(({ objects, ...rest }) => ({
  ...rest,
  objects: objects.map(({ object }) => object),
  hostile: objects.filter(({ isHostile }) => isHostile).length,
}));
