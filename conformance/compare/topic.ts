import type { Arbitrary } from 'fast-check';
import { compareFindings } from './compare-findings';
import { compareOperatorFindings } from './compare-operator-findings';
import { compareOperatorIstio } from './compare-operator-istio';
import { compareReach } from './compare-reach';
import type { Comparison } from './comparison';
import type { Case } from '../generators/base/case';
import { endpointLists, loneDynaKube, loneEdgeConnect, siblingDynaKubes } from '../generators/dynatrace/cases';
import { loneObject } from '../generators/istio/lone-object';
import { objectMesh } from '../generators/mesh/object-mesh';
import { reachMesh } from '../generators/mesh/reach-mesh';
import type { Answering } from '../protocol/judge';

/** The judge that answers: a folder of `conformance` with a program `judge`. */
export type JudgeName = 'istio' | 'dynatrace';

/** Something to compare: where its cases come from, and when two answers are equal. */
export interface Topic {
  readonly name: string;
  /** Name for `--kind`. */
  readonly kind: 'findings' | 'reach' | 'operator';
  readonly judge: JudgeName;
  /** What one case is. */
  readonly unit: string;
  readonly arbitrary: Arbitrary<Case>;
  readonly compare: (judge: Answering, theCase: Case, attempts?: number) => Promise<Comparison>;
  /** Number of cases of each seed by default, and in continuous integration. */
  readonly count: number;
  readonly ciCount: number;
}

export const TOPICS: readonly Topic[] = [
  { name: 'objects', kind: 'findings', judge: 'istio', unit: 'objects', arbitrary: loneObject, compare: compareFindings, count: 1000, ciCount: 2500 },
  { name: 'meshes', kind: 'findings', judge: 'istio', unit: 'meshes', arbitrary: objectMesh, compare: compareFindings, count: 500, ciCount: 400 },
  { name: 'reach', kind: 'reach', judge: 'istio', unit: 'meshes', arbitrary: reachMesh, compare: compareReach, count: 500, ciCount: 400 },
  { name: 'dynakubes', kind: 'operator', judge: 'dynatrace', unit: 'DynaKubes', arbitrary: loneDynaKube, compare: compareOperatorFindings, count: 1250, ciCount: 250 },
  { name: 'sibling-dynakubes', kind: 'operator', judge: 'dynatrace', unit: 'clusters', arbitrary: siblingDynaKubes, compare: compareOperatorFindings, count: 250, ciCount: 75 },
  { name: 'edge-connects', kind: 'operator', judge: 'dynatrace', unit: 'EdgeConnects', arbitrary: loneEdgeConnect, compare: compareOperatorFindings, count: 250, ciCount: 100 },
  { name: 'operator-istio', kind: 'operator', judge: 'dynatrace', unit: 'pairs of endpoint lists', arbitrary: endpointLists, compare: compareOperatorIstio, count: 500, ciCount: 250 },
];
