import { MigrationDraft } from './draft';
import { annotationPath, HOST_MODES } from './step';
import { isRecord, recordOf, textOf } from '../base/json';
import { FEATURE_FLAG_PREFIX, featureFlags } from '../dynatrace/dynatrace-feature-flags';

/** Flags of older operators, and the settings that replace them. */
const INSTEAD: Readonly<Record<string, string>> = {
  'public-registry': 'set feature.dynatrace.com/use-public-registry',
  'metadata-enrichment': "set 'spec.metadataEnrichment.enabled'",
  'disable-metadata-enrichment': "set 'spec.metadataEnrichment.enabled'",
  'dynatrace-api-request-threshold': "set 'spec.dynatraceApiRequestThreshold'",
  'oneagent-seccomp-profile': "set 'secCompProfile' of the OneAgent mode",
};

/** Prefixes of annotations that operators and tools write for their own use. */
const INTERNAL = ['conversion.internal.dynatrace.com/', 'kubectl.kubernetes.io/last-applied-configuration'];

/** Moves feature flags to the fields that replace them, and removes those that no operator knows any more. */
export function migrateFeatureFlags(draft: MigrationDraft): void {
  moveMaxUnavailable(draft);
  for (const key of Object.keys(recordOf(draft.get(['metadata', 'annotations'])))) {
    const name = key.startsWith(FEATURE_FLAG_PREFIX) ? key.slice(FEATURE_FLAG_PREFIX.length) : undefined;
    if (name !== undefined && !featureFlags('1.11').includes(name)) {
      const remedy = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : 'remove it';
      draft.drop(annotationPath(key), `the current operator does not know this feature flag; ${remedy}`);
    } else if (key.startsWith('alpha.operator.dynatrace.com/')) {
      draft.drop(annotationPath(key), 'no operator reads feature flags with this prefix in this API version; use the prefix feature.dynatrace.com/ if the flag is intended');
    } else if (INTERNAL.some(prefix => key.startsWith(prefix))) {
      draft.drop(annotationPath(key), 'an operator or a tool wrote it for its own use; remove it');
    }
  }
  if (Object.keys(recordOf(draft.get(['metadata', 'annotations']))).length === 0) { draft.absorb(['metadata', 'annotations']); }
}

function moveMaxUnavailable(draft: MigrationDraft): void {
  const flag = annotationPath(`${FEATURE_FLAG_PREFIX}oneagent-max-unavailable`);
  const text = textOf(draft.get(flag));
  if (text === undefined) { return; }
  const mode = HOST_MODES.find(name => isRecord(draft.get(['spec', 'oneAgent', name])));
  if (mode === undefined) {
    draft.drop(flag, 'it has no effect, because the OneAgent mode does not run on nodes; remove it');
  } else if (!/^[1-9][0-9]{0,8}$/.test(text)) {
    draft.drop(flag, `it is not a number of pods; set 'spec.oneAgent.${mode}.rollingUpdate.maxUnavailable'`);
  } else {
    const field = ['spec', 'oneAgent', mode, 'rollingUpdate', 'maxUnavailable'];
    draft.set(field, Number(text));
    draft.absorb(flag, field);
  }
}
