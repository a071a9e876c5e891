import { TELEMETRY } from './telemetry-spec';
import type { Selecting } from './selectors';

/** API group and kind of Telemetries, and how they select workloads. */
export const TELEMETRY_SELECTING: Selecting = { kind: TELEMETRY[0], selectorField: 'selector', labelsField: 'matchLabels' };
