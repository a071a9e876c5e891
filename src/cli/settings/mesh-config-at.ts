import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FoundMeshConfig, meshConfigOf } from './mesh-config-file';
import type { MeshOptions } from './mesh-settings-of';
import type { SettingsFile } from './settings-file';
import { quote } from '../../analysis/base/quote';
import { reasonOf } from '../base/file-error';
import { UsageError } from '../base/usage-error';

/**
 * The settings of the mesh in the file that an option names, otherwise in the one that the settings file names. Undefined if there is neither.
 *
 * @throws UsageError if the file can't be read
 */
export function meshConfigAt(options: MeshOptions, file: SettingsFile): FoundMeshConfig | undefined {
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
