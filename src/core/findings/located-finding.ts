import type { IConstruct } from 'constructs';
import type { MeshFinding } from './mesh-finding';

/** A finding, and the construct that it is shown at. */
export interface LocatedFinding {
  readonly construct: IConstruct;
  /** The construct that it is about: the object of that construct, if it has one. Rules and severities are set for scopes of it. */
  readonly about: IConstruct;
  readonly finding: MeshFinding;
}
