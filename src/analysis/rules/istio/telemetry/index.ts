import { filterExpression } from './filter-expression';
import { loggingWithoutProvider } from './logging-without-provider';
import { overlappingSelectors } from './overlapping-selectors';
import { selectorWithoutLabels } from './selector-without-labels';
import { selectsGateway } from './selects-gateway';
import { selectsNothing } from './selects-nothing';
import { severalDefaults } from './several-defaults';
import { severalTracingProviders } from './several-tracing-providers';
import { severalTracings } from './several-tracings';
import { tagName } from './tag-name';
import { tagOverrideName } from './tag-override-name';
import { tagOverrideWithoutValue } from './tag-override-without-value';
import { targetRefKind } from './target-ref-kind';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one Telemetry, in the order of their findings. */
export const TELEMETRY_RULES: readonly ObjectRule[] = [
  selectorWithoutLabels,
  targetRefKind,
  severalTracings,
  severalTracingProviders,
  tagName,
  tagOverrideWithoutValue,
  tagOverrideName,
  filterExpression,
  loggingWithoutProvider,
];

/** Rules that compare Telemetries with other objects. */
export const TELEMETRY_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  overlappingSelectors,
  selectsGateway,
  selectsNothing,
  severalDefaults,
];
