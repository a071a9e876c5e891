import { ConstructMetadata } from './construct-metadata';
import { findFiles, STDIN } from './find-files';
import { UNREADABLE } from './input-problem';
import { Input, Loader, TooMuch } from './load-document';
import { decode, readBytes, UnreadableFile } from './read-text';
import { NO_PROGRESS, Progress } from '../base/progress';

/** How standard input is called in messages. */
const STDIN_NAME = '<stdin>';

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
export function loadPaths(paths: readonly string[], progress: Progress = NO_PROGRESS): Input {
  const { files, problems } = findFiles(paths);
  const loaded = loadFiles(files.map(path => ({ name: path === STDIN ? STDIN_NAME : path, bytes: () => readBytes(path) })), progress);
  return { ...loaded, problems: [...problems, ...loaded.problems] };
}

/** Reads all objects of files. What is wrong with one does not affect the others. */
export function loadFiles(files: readonly SourceFile[], progress: Progress = NO_PROGRESS): Input {
  const metadata = new ConstructMetadata();
  const loader = new Loader((file, name) => metadata.constructOf(file, name));
  for (const [index, file] of files.entries()) {
    progress.show(() => `reading file ${index + 1} of ${files.length}`);
    try {
      loader.load(file.name, decode(file.bytes()));
    } catch (error) {
      if (!(error instanceof UnreadableFile || error instanceof TooMuch)) { throw error; }
      loader.problems.push({ rule: UNREADABLE, file: file.name, message: error.message });
      if (error instanceof TooMuch) { break; }
    }
  }
  return { objects: loader.objects, problems: loader.problems, files: files.length };
}
