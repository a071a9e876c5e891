import { isRecord, listOf, recordOf } from '../base/json';
import { OperatorVersion, isOperatorAtLeast } from '../settings/operator-version';

/** A field of a spec that an older operator doesn't know. */
export interface NewerField {
  /** Path of the field, such as `spec.activeGate.rollingUpdate`. */
  readonly path: string;
  /** The first minor version of the operator that knows it. */
  readonly since: OperatorVersion;
  /** Whether the API server rejects the field with the CRDs of an older operator. Otherwise it drops the field silently. */
  readonly isRefused: boolean;
}

/** Fields that a version of the operator added to an existing version of the API. */
interface AddedField {
  readonly since: OperatorVersion;
  /** The field names along the path. Each element lists alternatives. A digit is the index of a list item. */
  readonly path: readonly (readonly string[])[];
  readonly isRefused?: true;
}

const APPLICATION_MODES = ['applicationMonitoring', 'cloudNativeFullStack'];
const HOST_MODES = ['cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'];
const TEMPLATES = ['extensionExecutionController', 'kspmNodeConfigurationCollector', 'logMonitoring', 'otelCollector', 'sqlExtensionExecutor'];

/** All image references have the same type, so a new field is added to all kinds and API versions at once. */
const IMAGES: readonly AddedField[] = [
  { since: '1.9', path: [['templates'], TEMPLATES, ['imageRef'], ['pullPolicy']] },
  { since: '1.10', path: [['templates'], TEMPLATES, ['imageRef'], ['digest']] },
];

/** Fields added after operator 1.8, the first operator with v1beta6. */
const DYNAKUBE: readonly AddedField[] = [
  { since: '1.9', path: [['oneAgent'], APPLICATION_MODES, ['codeModulesImagePullPolicy']] },
  { since: '1.9', path: [['oneAgent'], HOST_MODES, ['imagePullPolicy', 'rollingUpdate']] },
  { since: '1.9', path: [['activeGate'], ['imagePullPolicy', 'rollingUpdate']] },
  { since: '1.9', path: [['extensions'], ['databases'], ['1']], isRefused: true },
  { since: '1.9', path: [['templates'], ['logMonitoring'], ['rollingUpdate']] },
  { since: '1.10', path: [['publicRegistryOverride', 'resourceAttributes']] },
  { since: '1.10', path: [['metadataEnrichment'], ['initResources']] },
  { since: '1.10', path: [['oneAgent'], [...new Set([...APPLICATION_MODES, ...HOST_MODES])], ['additionalResourceAttributes']] },
  { since: '1.10', path: [['otlpExporterConfiguration'], ['additionalResourceAttributes']] },
  { since: '1.10', path: [['templates'], ['otelCollector'], ['nodeSelector']] },
  { since: '1.11', path: [['activeGate'], ['volumes', 'volumeMounts']] },
  { since: '1.11', path: [['kubernetesMonitoring']] },
  ...IMAGES,
];

const EDGE_CONNECT: readonly AddedField[] = [
  { since: '1.9', path: [['imageRef'], ['pullPolicy']] },
  { since: '1.10', path: [['imageRef'], ['digest']] },
];

/** The fields of a v1beta6 DynaKube that a version of the operator doesn't know yet. */
export function dynaKubeFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(DYNAKUBE, spec, version);
}

/** The fields of a v1beta5 DynaKube that a version of the operator doesn't know yet. Only image references were extended in this deprecated version. */
export function deprecatedDynaKubeFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(IMAGES, spec, version);
}

/** The fields of an EdgeConnect that a version of the operator doesn't know yet. */
export function edgeConnectFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(EDGE_CONNECT, spec, version);
}

function newerThan(addedFields: readonly AddedField[], spec: unknown, version: OperatorVersion): NewerField[] {
  return addedFields
    .filter(({ since }) => !isOperatorAtLeast(version, since))
    .flatMap(({ since, path, isRefused }) => sites(spec, path, 'spec').map(site => ({ path: site, since, isRefused: isRefused === true })));
}

/** The paths at which a value has one of the fields. Null counts as missing, as for the API server. */
function sites(value: unknown, [names, ...rest]: readonly (readonly string[])[], path: string): string[] {
  if (names === undefined) { return [path]; }
  return names.flatMap(name => {
    const isItem = /^[0-9]+$/.test(name);
    const field = isItem ? listOf(value)[Number(name)] : recordOf(value)[name];
    const isThere = isItem || isRecord(value) && Object.hasOwn(value, name);
    return !isThere || field === undefined || field === null ? [] : sites(field, rest, isItem ? `${path}[${name}]` : `${path}.${name}`);
  });
}
