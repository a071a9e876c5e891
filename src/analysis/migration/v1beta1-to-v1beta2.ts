import { MigrationDraft } from './draft';
import { annotationPath, APPLICATION_MODES, HOST_MODES, pathOf, Step } from './step';
import { isRecord, isSameJson, recordOf, textOf, textsOf } from '../base/json';
import { FEATURE_FLAG_PREFIX, parseBoolean } from '../dynatrace/dynatrace-feature-flags';

const OLD_PREFIX = 'alpha.operator.dynatrace.com/feature-';

/** Sections that had a StatefulSet each, and the capabilities of the one ActiveGate that replace them. */
const CAPABILITIES = [
  { section: 'routing', capability: 'routing' },
  { section: 'kubernetesMonitoring', capability: 'kubernetes-monitoring' },
];

const ONE_ACTIVE_GATE = 'there is only one ActiveGate now, and its field of this name has another value; set a value that fits both, or create another DynaKube';
const WAS_OFF = 'it had no effect, because the section was not enabled; remove it';

export const v1beta1ToV1beta2: Step = {
  from: 'v1beta1',
  to: 'v1beta2',
  addedFields: [
    'spec.metadataEnrichment',
    'spec.dynatraceApiRequestThreshold',
    ...APPLICATION_MODES.map(mode => `spec.oneAgent.${mode}.namespaceSelector`),
    ...HOST_MODES.map(mode => `spec.oneAgent.${mode}.secCompProfile`),
  ],
  moves: [],
  removals: [],
  rewrite: draft => {
    renameFlags(draft);
    CAPABILITIES.forEach(({ section, capability }) => toCapability(draft, section, capability));
    const mode = APPLICATION_MODES.find(name => isRecord(draft.get(['spec', 'oneAgent', name])));
    enrich(draft, mode);
    moveNamespaceSelector(draft, mode);
    moveSecCompProfile(draft);
    moveThreshold(draft);
  },
};

/** The new name of a flag takes precedence over the old name. */
function renameFlags(draft: MigrationDraft): void {
  for (const key of Object.keys(recordOf(draft.get(['metadata', 'annotations'])))) {
    if (key.startsWith(OLD_PREFIX)) { draft.move(annotationPath(key), annotationPath(FEATURE_FLAG_PREFIX + key.slice(OLD_PREFIX.length))); }
  }
}

function toCapability(draft: MigrationDraft, section: string, capability: string): void {
  const path = ['spec', section];
  const given = draft.get(path);
  if (!isRecord(given)) { return; }
  const capabilities = ['spec', 'activeGate', 'capabilities'];
  const isOn = given.enabled === true;
  if (typeof given.enabled === 'boolean') { draft.absorb([...path, 'enabled'], isOn ? capabilities : undefined); }
  if (isOn) { draft.set(capabilities, [...new Set([...textsOf(draft.get(capabilities)), capability])]); }
  for (const field of Object.keys(given).filter(name => draft.get([...path, name]) !== undefined)) {
    const successor = ['spec', 'activeGate', field];
    if (!isOn) {
      draft.drop([...path, field], WAS_OFF);
    } else if (draft.get(successor) === undefined) {
      draft.move([...path, field], successor);
    } else if (isSameJson(draft.get(successor), given[field])) {
      draft.absorb([...path, field], successor);
    } else {
      draft.drop([...path, field], ONE_ACTIVE_GATE);
    }
  }
  draft.absorb(path);
}

/** In v1beta1, enrichment is on with injection unless a flag turns it off. */
function enrich(draft: MigrationDraft, mode: string | undefined): void {
  const flag = annotationPath(`${FEATURE_FLAG_PREFIX}metadata-enrichment`);
  const opposite = annotationPath(`${FEATURE_FLAG_PREFIX}disable-metadata-enrichment`);
  const isOff = draft.get(flag) === 'false' || draft.get(flag) === undefined && draft.get(opposite) === 'true';
  const enabled = ['spec', 'metadataEnrichment', 'enabled'];
  if (mode !== undefined && !isOff) { draft.set(enabled, true); }
  for (const path of [flag, opposite]) {
    if (parseBoolean(textOf(draft.get(path))) === undefined) {
      draft.drop(path, 'its value is not a boolean, so the default applied; set \'spec.metadataEnrichment.enabled\'');
    } else {
      draft.absorb(path, mode !== undefined && !isOff ? enabled : undefined);
    }
  }
}

function moveNamespaceSelector(draft: MigrationDraft, mode: string | undefined): void {
  const path = ['spec', 'namespaceSelector'];
  const selector = draft.get(path);
  if (selector === undefined) { return; }
  if (mode === undefined) {
    draft.drop(path, 'it had no effect, because the OneAgent mode does not inject into pods; set \'spec.metadataEnrichment.namespaceSelector\' if it is intended');
    return;
  }
  if (draft.get(['spec', 'metadataEnrichment', 'enabled']) === true) { draft.set(['spec', 'metadataEnrichment', 'namespaceSelector'], structuredClone(selector)); }
  draft.move(path, ['spec', 'oneAgent', mode, 'namespaceSelector']);
}

function moveSecCompProfile(draft: MigrationDraft): void {
  const flag = annotationPath(`${FEATURE_FLAG_PREFIX}oneagent-seccomp-profile`);
  const mode = HOST_MODES.find(name => isRecord(draft.get(['spec', 'oneAgent', name])));
  if (mode === undefined) {
    draft.drop(flag, 'it had no effect, because the OneAgent mode does not run on nodes; remove it');
  } else {
    draft.move(flag, ['spec', 'oneAgent', mode, 'secCompProfile']);
  }
}

function moveThreshold(draft: MigrationDraft): void {
  const flag = annotationPath(`${FEATURE_FLAG_PREFIX}dynatrace-api-request-threshold`);
  const text = textOf(draft.get(flag)) ?? '';
  if (/^[0-9]{1,5}$/.test(text) && Number(text) < 2 ** 16) {
    const field = pathOf('spec.dynatraceApiRequestThreshold');
    draft.set(field, Number(text));
    draft.absorb(flag, field);
  } else {
    draft.drop(flag, 'it is not a number of minutes from 0 to 65535, so the default of 15 applied; set \'spec.dynatraceApiRequestThreshold\'');
  }
}
