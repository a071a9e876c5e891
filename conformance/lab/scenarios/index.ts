import { activeGates, ipv6 } from './active-gates';
import { bypass } from './bypass';
import { entries } from './entries';
import { namespaceWithoutSidecar, registryOnlyByMesh, registryOnlyBySidecar, secondSidecar } from './policies';
import { quickStart } from './quick-start';
import type { Scenario } from './scenario';

/** All scenarios, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  quickStart, bypass, registryOnlyByMesh, registryOnlyBySidecar, namespaceWithoutSidecar, activeGates, secondSidecar, ipv6, entries,
];
