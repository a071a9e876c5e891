import { FoundMeshConfig, meshConfigOfObject } from './mesh-config-file';
import type { SettingsFile } from './settings-file';
import { isRecord } from '../../analysis/base/json';
import { quote, quoteAll } from '../../analysis/base/quote';
import { meshSettingsOf } from '../../analysis/settings/mesh-config';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../analysis/settings/mesh-settings';
import { OPERATOR_VERSIONS, OperatorVersion } from '../../analysis/settings/operator-version';
import { isKubernetesName } from '../../analysis/syntax/hosts';
import { UsageError } from '../base/usage-error';
import type { Input } from '../input/load-document';

/** The options that every command with objects has. */
export interface MeshOptions {
  readonly meshConfig?: string;
  readonly istio?: string;
  readonly operator?: string;
  readonly clusterDomain?: string;
}

/** The settings of the mesh, and what people should know about where they are from. */
export interface FoundSettings {
  readonly settings: MeshSettings;
  readonly notes: readonly string[];
}

/** How people say which settings a mesh has, in the words of what they use. */
export interface SettingsRemedy {
  /** A sentence for people whose files have none. */
  readonly none: string;
  /** A clause for people whose files have several. */
  readonly several: string;
}

const COMMAND_LINE: SettingsRemedy = {
  none: 'Pass --mesh-config, or set \'meshConfig\' in cdk8s-istio-oneagent.yaml',
  several: 'pass --mesh-config to choose',
};

/**
 * The settings of the mesh: the given ones, otherwise those of an object that installs Istio (such as the ConfigMap `istio`), otherwise Istio's defaults.
 *
 * @param given the settings that an option or the settings file names
 * @throws UsageError if one of them is wrong
 */
export function meshSettings(options: MeshOptions, file: SettingsFile, input: Input, given?: FoundMeshConfig, remedy = COMMAND_LINE): FoundSettings {
  const istio = versionOf(options.istio ?? file.istio);
  const notes: string[] = [];
  const found = given ?? fromInput(input, notes, remedy);
  if (!found) { notes.push(`no settings of the mesh are among the files, so Istio's defaults apply: where no Sidecar has an outboundTrafficPolicy, connections to unknown hosts are passed on (ALLOW_ANY). ${remedy.none}`); }
  const clusterDomain = options.clusterDomain ?? file.clusterDomain ?? found?.clusterDomain;
  if (clusterDomain !== undefined && !isKubernetesName(clusterDomain)) {
    throw new UsageError(`the cluster domain must be a DNS name, got ${quote(clusterDomain)}`);
  }
  let settings: MeshSettings;
  try {
    settings = meshSettingsOf(found?.meshConfig, istio);
  } catch (error) {
    throw new UsageError(`${found!.origin}: ${(error as Error).message}`);
  }
  const operatorVersion = operatorOf(options.operator ?? file.operator);
  return { settings: { ...settings, ...operatorVersion && { operatorVersion }, ...clusterDomain === undefined ? {} : { clusterDomain } }, notes };
}

function fromInput({ objects }: Input, notes: string[], { several }: SettingsRemedy): FoundMeshConfig | undefined {
  const found = objects.flatMap(({ object, source, within }) => {
    try {
      const config = isRecord(object) ? meshConfigOfObject(object) : undefined;
      return config ? [{ ...config, place: source.placeOf([...within, ...config.field]) }] : [];
    } catch (error) {
      throw new UsageError(`the ConfigMap istio in ${source.file} is ignored by istiod: ${(error as Error).message}`);
    }
  });
  const first = found.find(({ origin }) => origin.endsWith('/istio')) ?? found.at(0);
  if (first) {
    const others = found.length > 1 ? `; ${found.length === 2 ? '1 more is' : `${found.length - 1} more are`} ignored, ${several}` : '';
    notes.push(`the settings of the mesh are from ${first.origin} (${first.place.file}:${first.place.line})${others}`);
  }
  return first;
}

function versionOf(version: string | undefined): string {
  if (version === undefined) { return DEFAULT_MESH_SETTINGS.istioVersion; }
  const match = /^v?(1\.\d{1,3})(?:\.\d+.*)?$/.exec(version);
  if (!match) { throw new UsageError(`the version of Istio must be like "1.31", got ${quote(version)}`); }
  return match[1];
}

function operatorOf(version: string | undefined): OperatorVersion | undefined {
  if (version === undefined) { return undefined; }
  const minor = /^v?(\d+\.\d+)/.exec(version)?.[1];
  const known = OPERATOR_VERSIONS.find(each => each === minor);
  if (!known) { throw new UsageError(`the version of the Dynatrace operator must be one of ${quoteAll(OPERATOR_VERSIONS)}, got ${quote(version)}`); }
  return known;
}
