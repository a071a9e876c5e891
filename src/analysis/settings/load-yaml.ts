import type * as yaml from 'yaml';

/** The YAML reader, for settings that are a text in an object. Few meshes have such settings, so it is loaded with the first one, and not with the library. */
export function loadYaml(): typeof yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the library
  return require('yaml') as typeof yaml;
}
