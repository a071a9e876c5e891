import { exportTo } from './export-to';
import { telemetrySelector } from './telemetry-selector';
import { telemetryWithoutWaypoint } from './telemetry-without-waypoint';
import { twoDataPlanes } from './two-data-planes';
import { unknownWaypoint } from './unknown-waypoint';
import { unseenByWaypoint } from './unseen-by-waypoint';
import { withoutWaypoint } from './without-waypoint';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** The rules about what ambient mode leaves out, and about what it needs. */
export const AMBIENT_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  exportTo,
  telemetrySelector,
  telemetryWithoutWaypoint,
  twoDataPlanes,
  unknownWaypoint,
  unseenByWaypoint,
  withoutWaypoint,
];
