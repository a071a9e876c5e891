import type { IConstruct } from 'constructs';
import type { MeshFinding } from './mesh-finding';

/** A finding, and the construct that it is shown at. */
export interface LocatedFinding {
  readonly construct: IConstruct;
  readonly finding: MeshFinding;
}
