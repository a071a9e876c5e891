import type { ReachQuestion } from '../../../src/analysis/reach/reachability';
import type { Mesh } from '../../protocol/question';

/** A generated mesh, and the connections that are asked about in it; none if the question is about its objects. */
export interface Case extends Mesh {
  readonly questions: readonly ReachQuestion[];
}
