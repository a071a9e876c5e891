import { UsageError } from '../command/command';

/** What the lab is asked to do. */
export interface LabOptions {
  /** Folders with YAML, each a separate mesh. */
  readonly folders: readonly string[];
  /** Whether to delete each Istio object in turn. */
  readonly withoutEach: boolean;
  /** File with the configuration of the mesh, as the ConfigMap `istio` has it. */
  readonly meshConfig?: string;
  /** Whether to run the lab's own scenarios. */
  readonly scenarios: boolean;
  /** Names of scenarios; all scenarios if the list is empty. */
  readonly names: readonly string[];
}

export const USAGE = `usage: npm run lab -- [--without-each] [--mesh-config <file>] <dist folder> …
       npm run lab -- --scenarios [<name> …]`;

/**
 * The options on a command line.
 *
 * @throws UsageError if the command line is wrong
 */
export function parseOptions(args: readonly string[]): LabOptions {
  const rest: string[] = [];
  let withoutEach = false;
  let scenarios = false;
  let meshConfig: string | undefined;
  for (let index = 0; index < args.length; index++) {
    switch (args[index]) {
      case '--without-each': withoutEach = true; break;
      case '--scenarios': scenarios = true; break;
      case '--mesh-config':
        index++;
        meshConfig = args[index];
        if (meshConfig === undefined) { throw new UsageError('--mesh-config must be followed by a file'); }
        break;
      default:
        if (args[index].startsWith('-')) { throw new UsageError(`unknown option ${args[index]}`); }
        rest.push(args[index]);
    }
  }
  if (scenarios) {
    if (withoutEach || meshConfig !== undefined) { throw new UsageError('--scenarios accepts only names of scenarios'); }
    return { folders: [], withoutEach, scenarios, names: rest };
  }
  if (rest.length === 0) { throw new UsageError('a folder with YAML must be given, such as examples/quick-start/dist'); }
  return { folders: rest, withoutEach, meshConfig, scenarios, names: [] };
}
