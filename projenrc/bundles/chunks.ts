/** A file of the package with the code of several modules. */
export interface Chunk {
  readonly name: string;
  /** The paths of its modules, without an extension. */
  readonly holds: RegExp;
  /**
   * Whether each module is evaluated when it is first used, and not with the chunk. Those of the constructs are: few apps use more than some of them. Those of the
   * analysis are used together, and cost less if the bundler puts them into one scope.
   */
  readonly byModule?: boolean;
}

/** The chunks of the package. A chunk imports only from those before it. The L1 types are not among them: each API group stays a file of its own. */
export const CHUNKS: readonly Chunk[] = [
  { name: 'base', holds: /^src\/analysis\/(?:base|settings|syntax|findings)\// },
  { name: 'analysis', holds: /^src\/analysis\/(?:check$|(?:model|reach|dynatrace|schema|rules|egress)\/)/ },
  { name: 'migration', holds: /^src\/analysis\/migration\// },
  { name: 'command', holds: /^src\/(?:cli\/(?!main$)|report\/|analysis\/(?:logging|suggest)\/)/ },
  { name: 'constructs', holds: /^src\/(?:core|istio|gateway|dynatrace|egress|gitops|tracing|plugin)\//, byModule: true },
  // Runs as soon as it is loaded.
  { name: 'main', holds: /^src\/cli\/main$/ },
];

/** Modules of npm that are chunks too. Each is loaded when it is first used. */
export const VENDORED: readonly string[] = ['yaml', 're2js', 'commander', '@dagrejs/dagre'];

/** The chunk of a module of this repository, by its path without an extension. */
export function chunkOf(path: string): Chunk {
  const chunk = CHUNKS.find(({ holds }) => holds.test(path));
  if (!chunk) { throw new Error(`no chunk holds ${path}: add its folder to CHUNKS of projenrc/bundles/chunks.ts`); }
  return chunk;
}

/** The file of a chunk, in the folder of all chunks. */
export function fileOf(name: string): string {
  return `${name.replace(/^@[^/]+\//, '')}.js`;
}
