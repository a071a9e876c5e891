import type { Selecting } from './selectors';
import { TELEMETRY } from './telemetry-spec';

/** API group and kind of Telemetries, and how they select workloads. */
export const TELEMETRY_SELECTING: Selecting = { kind: TELEMETRY[0], selectorField: 'selector', labelsField: 'matchLabels' };
