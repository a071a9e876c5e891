import { MigrationDraft, Move, NotCarried } from './draft';
import { migrateFeatureFlags } from './feature-flags';
import { migrateOneAgent, migrateOneAgentApm } from './legacy-to-v1beta6';
import { Step, applyStep } from './step';
import { dropUnknown } from './unknown-fields';
import { v1beta1ToV1beta2 } from './v1beta1-to-v1beta2';
import { v1beta2ToV1beta3 } from './v1beta2-to-v1beta3';
import { v1beta3ToV1beta4 } from './v1beta3-to-v1beta4';
import { v1beta4ToV1beta5 } from './v1beta4-to-v1beta5';
import { v1beta5ToV1beta6 } from './v1beta5-to-v1beta6';
import { groupKindOf, versionOf } from '../base/group-kind';
import { isRecord, JsonObject, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { modesOf } from '../dynatrace/dynakube';
import { DYNATRACE_COM_SCHEMAS } from '../schema/dynatrace-com';
import { DYNATRACE_VERSIONS } from '../schema/dynatrace-versions';
import type { SchemaNode } from '../schema/schema-node';

/** The result of a migration. */
export interface Migration {
  /** The DynaKube in version v1beta6. */
  readonly manifest: KubernetesObject;
  /** Parts of the object that the manifest does not have, in the order in which they were found. */
  readonly notCarried: readonly NotCarried[];
  /** Fields that the manifest has at another path. */
  readonly moves: readonly Move[];
}

const TARGET = 'v1beta6';

const STEPS: readonly Step[] = [v1beta1ToV1beta2, v1beta2ToV1beta3, v1beta3ToV1beta4, v1beta4ToV1beta5, v1beta5ToV1beta6];

/** Metadata fields of a manifest. The API server and other software write all other fields. */
const METADATA = ['name', 'namespace', 'labels', 'annotations'];

/** Labels or annotations. */
const TEXTS: SchemaNode = { type: 'object', additionalProperties: { type: 'string' } };

/** Fields that the operator drops if they are `false` when it writes the object. GitOps tools would add them again after each write. */
const FALSE_IS_DEFAULT = [
  ['enableIstio'], ['skipCertCheck'], ['activeGate', 'useEphemeralVolume'], ['templates', 'extensionExecutionController', 'useEphemeralVolume'],
];

/** Versions of DynaKube that can be migrated. */
export const MIGRATED_VERSIONS: readonly string[] = [...STEPS.map(({ from }) => from), TARGET];

/** Whether `migrate()` accepts an object. */
export function canMigrate(object: KubernetesObject): boolean {
  switch (groupKindOf(object)) {
    case 'dynatrace.com/DynaKube': return MIGRATED_VERSIONS.includes(versionOf(object));
    case 'dynatrace.com/OneAgent':
    case 'dynatrace.com/OneAgentAPM': return versionOf(object) === 'v1alpha1';
    default: return false;
  }
}

/** Migrates an object of an older version, or of the legacy operator, to a DynaKube of the current version. */
export function migrate(object: KubernetesObject): Migration {
  const draft = new MigrationDraft(object as JsonObject);
  for (const name of Object.keys(object).filter(key => !['apiVersion', 'kind', 'metadata', 'spec'].includes(key))) {
    draft.drop([name], name === 'status' ? 'the operator writes it; remove it' : 'it is not a field of the kind; remove it');
  }
  for (const name of Object.keys(recordOf(object.metadata)).filter(key => !METADATA.includes(key))) {
    draft.drop(['metadata', name], 'the API server sets it; remove it from the manifest');
  }
  for (const name of ['labels', 'annotations']) { dropUnknown(draft, TEXTS, ['metadata', name], TARGET); }
  const kind = groupKindOf(object);
  if (kind === 'dynatrace.com/DynaKube') {
    migrateDynaKube(draft, versionOf(object));
  } else {
    dropUnknown(draft, specSchema(DYNATRACE_COM_SCHEMAS[`${object.apiVersion}/${object.kind}`]), ['spec'], 'v1alpha1');
    if (kind === 'dynatrace.com/OneAgent') { migrateOneAgent(draft); } else { migrateOneAgentApm(draft); }
  }
  migrateFeatureFlags(draft);
  dropUnknown(draft, specSchema(DYNATRACE_VERSIONS['dynatrace.com/DynaKube'][TARGET].schema!), ['spec'], TARGET);
  absorbFalse(draft);
  dropCredentials(draft);
  draft.set(['apiVersion'], `dynatrace.com/${TARGET}`);
  draft.set(['kind'], 'DynaKube');
  return { manifest: draft.object as KubernetesObject, notCarried: draft.notCarried, moves: draft.moves };
}

function migrateDynaKube(draft: MigrationDraft, version: string): void {
  if (version === TARGET) { return; }
  keepOneMode(draft);
  for (const step of STEPS.slice(STEPS.findIndex(({ from }) => from === version))) {
    if (step === v1beta5ToV1beta6) { dropUnknown(draft, specSchema(DYNATRACE_COM_SCHEMAS['dynatrace.com/v1beta5/DynaKube']), ['spec'], version); }
    applyStep(step, draft);
  }
}

/** Steps move settings to the mode, so the mode must be known before they run. */
function keepOneMode(draft: MigrationDraft): void {
  const [mode, ...others] = modesOf(draft.get(['spec', 'oneAgent']));
  for (const other of others) {
    draft.drop(['spec', 'oneAgent', other], `a DynaKube has one mode, and ${mode} is kept, as in the operator's own conversion; create another DynaKube for this mode if you need it`);
  }
}

function specSchema(schema: SchemaNode): SchemaNode {
  return schema.properties!.spec;
}

/** A password must not be in a manifest. */
function dropCredentials(draft: MigrationDraft): void {
  const path = ['spec', 'proxy', 'value'];
  if (!(textOf(draft.get(path)) ?? '').includes('@')) { return; }
  draft.drop(path, "it has a user and a password; store the URL in a Secret under the key proxy, and set 'spec.proxy.valueFrom' to the name of the Secret");
  if (Object.keys(recordOf(draft.get(['spec', 'proxy']))).length === 0) { draft.absorb(['spec', 'proxy']); }
}

function absorbFalse(draft: MigrationDraft): void {
  for (const field of FALSE_IS_DEFAULT) {
    const path = ['spec', ...field];
    if (draft.get(path) !== false) { continue; }
    draft.absorb(path);
    const parent = path.slice(0, -1);
    if (parent.length > 1 && isRecord(draft.get(parent)) && Object.keys(recordOf(draft.get(parent))).length === 0) { draft.absorb(parent); }
  }
}
