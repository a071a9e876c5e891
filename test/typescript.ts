import { resolve } from 'node:path';
import * as ts from 'typescript';

/** A module of documentation, which is in no file. */
export interface SourceModule {
  readonly name: string;
  /** Where it would be. */
  readonly path: string;
  readonly source: string;
}

function optionsOf(): ts.CompilerOptions {
  const config = ts.getParsedCommandLineOfConfigFile(resolve(__dirname, '..', 'tsconfig.dev.json'), {}, {
    ...ts.sys, onUnRecoverableConfigFileDiagnostic: diagnostic => { throw new Error(String(diagnostic.messageText)); },
  });
  // A guide can declare variables that its block does not use.
  return { ...config!.options, noUnusedLocals: false, isolatedModules: false };
}

/** The parsed files by path: programs of one test file share them, because all have the same options. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A program of files, and of modules that are in no file. */
export function programOf(files: readonly string[], modules: readonly SourceModule[] = []): ts.Program {
  const options = optionsOf();
  const host = ts.createCompilerHost(options);
  const sources = new Map(modules.map(({ path, source }) => [path, source]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => sources.has(path) || fileExists(path);
  host.readFile = path => sources.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const source = sources.get(path);
    if (source !== undefined) { return ts.createSourceFile(path, source, target); }
    if (!parsed.has(path)) { parsed.set(path, getSourceFile(path, target, ...rest)); }
    return parsed.get(path);
  };
  return ts.createProgram([...files, ...sources.keys()], options, host);
}

/** The type errors of modules by their names, found by one program. */
export function typeErrorsOf(modules: readonly SourceModule[]): Map<string, string[]> {
  const program = programOf([], modules);
  return new Map(modules.map(({ name, path }) => {
    const file = program.getSourceFile(path)!;
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
  }));
}
