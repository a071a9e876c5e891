import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findFiles, STDIN } from './find-files';
import { InputProblem, UNREADABLE } from './input-problem';
import { ConstructOf, Input, LoadedObject, loadText } from './load-document';
import { decode, readBytes, UnreadableFile } from './read-text';
import { recordOf, textOf } from '../../analysis/base/json';

/** How standard input is called in messages. */
const STDIN_NAME = '<stdin>';

/** The most text in all files together. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A file: its name, and what reads it. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: () => Buffer;
}

/**
 * Reads all objects at paths.
 *
 * @throws NoSuchPath if a path does not exist
 */
export function loadPaths(paths: readonly string[]): Input {
  const { files, problems } = findFiles(paths);
  const loaded = loadFiles(files.map(path => ({ name: path === STDIN ? STDIN_NAME : path, bytes: () => readBytes(path) })));
  return { ...loaded, problems: [...problems, ...loaded.problems] };
}

/** Reads all objects of files. What is wrong with one does not affect the others. */
export function loadFiles(files: readonly SourceFile[]): Input {
  const objects: LoadedObject[] = [];
  const problems: InputProblem[] = [];
  const metadata: ConstructMetadata = new Map();
  let size = 0;
  for (const { name, bytes } of files) {
    let text: string;
    try {
      text = decode(bytes());
    } catch (error) {
      if (!(error instanceof UnreadableFile)) { throw error; }
      problems.push({ rule: UNREADABLE, file: name, message: error.message });
      continue;
    }
    size += text.length;
    if (size > MAX_BYTES) {
      problems.push({ rule: UNREADABLE, file: name, message: `the files have more than ${MAX_BYTES / 1024 / 1024} MiB, and the others are not read; pass fewer files at once` });
      break;
    }
    const constructOf = constructsBeside(name, metadata);
    loadText(name, text, { constructOf, objects, problems });
  }
  return { objects, problems, files: files.length };
}

/** What is in each `construct-metadata.json`, by its path. */
type ConstructMetadata = Map<string, Readonly<Record<string, unknown>>>;

/** What cdk8s wrote into `construct-metadata.json` beside a file, with `recordConstructMetadata`: the paths of constructs by the names of their objects. */
function constructsBeside(file: string, metadata: ConstructMetadata): ConstructOf {
  const path = join(dirname(file), 'construct-metadata.json');
  if (!metadata.has(path)) { metadata.set(path, readMetadata(path)); }
  const resources = metadata.get(path)!;
  return name => name !== undefined && Object.hasOwn(resources, name) ? textOf(recordOf(resources[name]).path) : undefined;
}

function readMetadata(path: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(recordOf(JSON.parse(readFileSync(path, 'utf8'))).resources);
  } catch {
    return {};
  }
}
