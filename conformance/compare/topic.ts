import type { Arbitrary } from 'fast-check';
import { loneObject } from '../generators/lone-object';
import { objectMesh } from '../generators/object-mesh';
import { reachMesh } from '../generators/reach-mesh';
import type { Answering } from '../judge';
import type { Case, Comparison } from './case';
import { compareFindings } from './compare-findings';
import { compareReach } from './compare-reach';

/** Something to compare: where its cases come from, and when two answers are equal. */
export interface Topic {
  readonly name: string;
  /** As `--kind` calls it. */
  readonly kind: 'findings' | 'reach';
  /** What one case is. */
  readonly unit: string;
  readonly arbitrary: Arbitrary<Case>;
  readonly compare: (judge: Answering, theCase: Case, attempts?: number) => Promise<Comparison>;
  /** How many cases are generated of each seed if nothing else is said, and in continuous integration. */
  readonly count: number;
  readonly ciCount: number;
}

export const TOPICS: readonly Topic[] = [
  { name: 'objects', kind: 'findings', unit: 'objects', arbitrary: loneObject, compare: compareFindings, count: 1000, ciCount: 1000 },
  { name: 'meshes', kind: 'findings', unit: 'meshes', arbitrary: objectMesh, compare: compareFindings, count: 500, ciCount: 300 },
  { name: 'reach', kind: 'reach', unit: 'meshes', arbitrary: reachMesh, compare: compareReach, count: 500, ciCount: 300 },
];
