import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FoundMeshConfig, meshConfigOf, meshConfigOfObject } from './mesh-config-file';
import type { SettingsFile } from './settings-file';
import { isRecord } from '../../analysis/base/json';
import { quote, quoteAll } from '../../analysis/base/quote';
import { meshSettingsOf } from '../../analysis/settings/mesh-config';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../analysis/settings/mesh-settings';
import { OPERATOR_VERSIONS, OperatorVersion } from '../../analysis/settings/operator-version';
import { isKubernetesName } from '../../analysis/syntax/hosts';
import { reasonOf } from '../base/file-error';
import { UsageError } from '../base/usage-error';
import type { Input } from '../input/load';

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

/**
 * The settings of the mesh: from options, otherwise from the settings file, otherwise from an object that installs Istio (such as the ConfigMap `istio`), otherwise Istio's defaults.
 *
 * @throws UsageError if one of them is wrong
 */
export function meshSettings(options: MeshOptions, file: SettingsFile, input: Input): FoundSettings {
  const istio = versionOf(options.istio ?? file.istio);
  const notes: string[] = [];
  const found = fromFile(options, file) ?? fromInput(input, notes);
  if (!found) { notes.push('no settings of the mesh are among the files, so Istio\'s defaults apply: sidecars pass connections to unknown hosts on (ALLOW_ANY). Pass --mesh-config, or set \'meshConfig\' in cdk8s-istio-oneagent.yaml'); }
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

function fromFile(options: MeshOptions, file: SettingsFile): FoundMeshConfig | undefined {
  const path = options.meshConfig ?? (file.meshConfig === undefined ? undefined : resolve(dirname(file.path!), file.meshConfig));
  if (path === undefined) { return undefined; }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${quote(path)} can't be read (${reasonOf(error)}): pass a file with a MeshConfig to --mesh-config`);
  }
  try {
    const found = meshConfigOf(text);
    return { ...found, origin: `${path} (${found.origin})` };
  } catch (error) {
    throw new UsageError(`${quote(path)}: ${(error as Error).message}`);
  }
}

function fromInput({ objects }: Input, notes: string[]): FoundMeshConfig | undefined {
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
    const others = found.length > 1 ? `; ${found.length - 1} more are ignored, pass --mesh-config to choose` : '';
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
