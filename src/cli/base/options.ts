import { Command, Option } from 'commander';

/** Adds the paths and the options that say which objects, and in which mesh. */
export function addInputOptions(command: Command): Command {
  return addMeshOptions(command.argument('[paths...]', 'files and folders with YAML or JSON, or "-" for standard input (default: "dist")'));
}

/** Adds the options about the mesh. */
export function addMeshOptions(command: Command): Command {
  return command
    .option('--mesh-config <file>', 'settings of the mesh: a MeshConfig, the ConfigMap istio, or the values of an installation')
    .option('--istio <version>', 'version of Istio (default: "1.31")')
    .option('--operator <version>', 'version of the Dynatrace operator (default: "1.10")')
    .option('--cluster-domain <domain>', 'DNS domain of the cluster (default: "cluster.local")')
    .option('--config <file>', 'settings file (default: cdk8s-istio-oneagent.yaml in the folder of the first path, or above it)');
}

/** An option with a closed list of values. */
export function choice(flags: string, description: string, values: readonly string[], byDefault?: string): Option {
  const option = new Option(flags, description).choices(values);
  return byDefault === undefined ? option : option.default(byDefault);
}
