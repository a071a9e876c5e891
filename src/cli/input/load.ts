import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findFiles, STDIN } from './find-files';
import { BROKEN_YAML, InputProblem, NOT_AN_OBJECT, UNREADABLE } from './input-problem';
import { parseDocument } from './parse-document';
import { decode, readBytes, UnreadableFile } from './read-text';
import { Source } from './source';
import { DocumentText, splitDocuments } from './split-documents';
import { existingPart, FieldPath } from '../../analysis/base/field-path';
import { isRecord, recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { openLists } from '../../analysis/base/object-list';

/** How standard input is called in messages. */
const STDIN_NAME = '<stdin>';

/** The most text in all files together. */
const MAX_BYTES = 256 * 1024 * 1024;

/** An object, and where it is. */
export interface LoadedObject {
  readonly object: KubernetesObject;
  readonly source: Source;
  /** Its path in the document, if that is a list. */
  readonly within: FieldPath;
  /** Path of the construct that wrote it, if cdk8s recorded it. */
  readonly construct?: string;
}

/** What was read. */
export interface Input {
  readonly objects: readonly LoadedObject[];
  readonly problems: readonly InputProblem[];
  /** The number of files. */
  readonly files: number;
}

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
    for (const document of splitDocuments(text)) { loadDocument(name, document, { constructOf, objects, problems }); }
  }
  return { objects, problems, files: files.length };
}

/** What has been read so far, and how to find the constructs of the current file. */
interface Loading {
  readonly constructOf: ConstructOf;
  readonly objects: LoadedObject[];
  readonly problems: InputProblem[];
}

function loadDocument(file: string, document: DocumentText, loading: Loading): void {
  const source = new Source(file, document);
  for (const parsed of parseDocument(document)) {
    if ('fault' in parsed) {
      loading.problems.push({ rule: BROKEN_YAML, message: parsed.fault, ...source.placeAt(parsed.offset) });
    } else {
      // JSON can have several objects in a list of its own, as `jq -s` writes it.
      const values = Array.isArray(parsed.value) ? parsed.value.map((value: unknown, index) => ({ value, path: [index] }))
        : [{ value: parsed.value, path: [] }];
      for (const { value, path } of values) { loadValue(source, value, path, loading); }
    }
  }
}

function loadValue(source: Source, value: unknown, path: FieldPath, { constructOf, objects, problems }: Loading): void {
  for (const { object, place } of openLists([value as KubernetesObject])) {
    const within = place === undefined ? path : [...path, ...existingPart(value, place)];
    if (isRecord(object) && textOf(object.apiVersion) && textOf(object.kind)) {
      objects.push({ object, source, within, construct: constructOf(textOf(recordOf(object.metadata).name)) });
    } else {
      const missing = isRecord(object) ? ['apiVersion', 'kind'].filter(field => !textOf(object[field])).map(field => `'${field}'`).join(' and ') : undefined;
      problems.push({
        rule: NOT_AN_OBJECT,
        message: missing === undefined ? 'the document is not a Kubernetes object, but a single value; remove it' : `the document is not a Kubernetes object: it has no ${missing}; add it, or leave the file out`,
        ...source.placeOf(within),
      });
    }
  }
}

type ConstructOf = (name: string | undefined) => string | undefined;

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
