import { isRecord, listOf, recordOf } from '../base/json';
import { OperatorVersion, isOperatorAtLeast } from '../settings/operator-version';

/** Something in a spec that an operator doesn't know yet. */
export interface NewerField {
  /** Where it stands, such as `spec.activeGate.rollingUpdate`. */
  readonly path: string;
  /** The first minor version of the operator that knows it. */
  readonly since: OperatorVersion;
  /** Whether the API server of an older operator refuses it. What is not refused, it drops without a word. */
  readonly isRefused: boolean;
}

/** Fields that came with a version of the operator, within the same version of the API. */
interface Arrival {
  readonly since: OperatorVersion;
  /** Names of the fields on the way; of several names each is meant. A digit is an item of a list. */
  readonly path: readonly (readonly string[])[];
  readonly isRefused?: true;
}

const APPLICATION_MODES = ['applicationMonitoring', 'cloudNativeFullStack'];
const HOST_MODES = ['cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'];
const TEMPLATES = ['extensionExecutionController', 'kspmNodeConfigurationCollector', 'logMonitoring', 'otelCollector', 'sqlExtensionExecutor'];

/** The type of all image references is one, so that it grew in all kinds and versions at once. */
const IMAGES: readonly Arrival[] = [
  { since: '1.9', path: [['templates'], TEMPLATES, ['imageRef'], ['pullPolicy']] },
  { since: '1.10', path: [['templates'], TEMPLATES, ['imageRef'], ['digest']] },
];

/** What came after operator 1.8, the first one with v1beta6. */
const DYNAKUBE: readonly Arrival[] = [
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

const EDGE_CONNECT: readonly Arrival[] = [
  { since: '1.9', path: [['imageRef'], ['pullPolicy']] },
  { since: '1.10', path: [['imageRef'], ['digest']] },
];

/** What the spec of a DynaKube, version v1beta6 of the API, holds that a version of the operator doesn't know yet. */
export function dynaKubeFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(DYNAKUBE, spec, version);
}

/** The same of a DynaKube in the deprecated version v1beta5, of which only image references have grown. */
export function deprecatedDynaKubeFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(IMAGES, spec, version);
}

/** The same of an EdgeConnect. */
export function edgeConnectFieldsNewerThan(spec: unknown, version: OperatorVersion): NewerField[] {
  return newerThan(EDGE_CONNECT, spec, version);
}

function newerThan(arrivals: readonly Arrival[], spec: unknown, version: OperatorVersion): NewerField[] {
  return arrivals
    .filter(({ since }) => !isOperatorAtLeast(version, since))
    .flatMap(({ since, path, isRefused }) => sites(spec, path, 'spec').map(site => ({ path: site, since, isRefused: isRefused === true })));
}

/** Where a value has one of the fields. What is null counts as missing, as for the API server. */
function sites(value: unknown, [names, ...rest]: readonly (readonly string[])[], path: string): string[] {
  if (names === undefined) { return [path]; }
  return names.flatMap(name => {
    const isItem = /^[0-9]+$/.test(name);
    const field = isItem ? listOf(value)[Number(name)] : recordOf(value)[name];
    const isThere = isItem || isRecord(value) && Object.hasOwn(value, name);
    return !isThere || field === undefined || field === null ? [] : sites(field, rest, isItem ? `${path}[${name}]` : `${path}.${name}`);
  });
}
