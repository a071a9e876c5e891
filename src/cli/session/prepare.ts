import type { Prepared } from './prepared';
import { quoteAll } from '../../analysis/base/quote';
import { NO_PROGRESS, Progress } from '../base/progress';
import { UsageError } from '../base/usage-error';
import { NoSuchPath } from '../input/find-files';
import { loadPaths } from '../input/load';
import type { Input } from '../input/load-document';
import { meshConfigAt } from '../settings/mesh-config-at';
import { meshSettings, MeshOptions } from '../settings/mesh-settings-of';
import { findSettingsFile, readSettingsFile, SettingsFile } from '../settings/settings-file';

/** The options that every command with objects has. */
export interface InputOptions extends MeshOptions {
  /** The settings file. */
  readonly config?: string;
}

/** With more objects, a command takes over a second. */
export const MANY_OBJECTS = 5000;

/** The folder that `cdk8s synth` writes. */
const DEFAULT_PATHS = ['dist'];

/**
 * Reads the objects at paths and their settings.
 *
 * @throws UsageError if a path does not exist, there is nothing to check, or a setting is wrong
 */
export function prepare(paths: readonly string[], options: InputOptions, progress: Progress = NO_PROGRESS): Prepared {
  const given = paths.length === 0 ? DEFAULT_PATHS : paths;
  const input = load(given, progress);
  // Success without anything to check would hide a wrong path, or a synth that failed.
  if (input.objects.length === 0 && input.problems.length === 0) {
    throw new UsageError(`there is nothing to check in ${quoteAll(given)}: pass files or folders with YAML or JSON of Kubernetes objects`);
  }
  const prepared = withSettings(input, settingsFileFor(given[0], options), options);
  // The rest is one step, so it is announced.
  if (prepared.objects.length > MANY_OBJECTS) { progress.begin(`checking ${prepared.objects.length} objects`); }
  return prepared;
}

/** The settings file: the one that is named, or the nearest. */
export function settingsFileFor(path: string, { config }: InputOptions): SettingsFile {
  return config === undefined ? findSettingsFile(path) : readSettingsFile(config);
}

/** What was read, with its settings. */
export function withSettings(input: Input, file: SettingsFile, options: MeshOptions): Prepared {
  return { input, file, objects: input.objects.map(({ object }) => object), ...meshSettings(options, file, input, meshConfigAt(options, file)) };
}

/** The objects at paths. */
export function load(paths: readonly string[], progress: Progress = NO_PROGRESS): Input {
  try {
    return loadPaths(paths, progress);
  } catch (error) {
    throw error instanceof NoSuchPath ? new UsageError(error.message) : error;
  }
}
