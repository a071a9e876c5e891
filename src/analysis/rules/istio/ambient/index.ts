import { exportTo } from './export-to';
import { telemetrySelector } from './telemetry-selector';
import { telemetryWithoutWaypoint } from './telemetry-without-waypoint';
import { twoDataPlanes } from './two-data-planes';
import { unknownWaypoint } from './unknown-waypoint';
import { unseenByWaypoint } from './unseen-by-waypoint';
import { withoutWaypoint } from './without-waypoint';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules about settings that ambient mode ignores, and about objects that it needs. */
export const AMBIENT_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  exportTo,
  telemetrySelector,
  telemetryWithoutWaypoint,
  twoDataPlanes,
  unknownWaypoint,
  unseenByWaypoint,
  withoutWaypoint,
];
