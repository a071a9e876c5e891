import { BROKEN_YAML, InputProblem, NOT_AN_OBJECT } from './input-problem';
import { parseDocument } from './parse-document';
import { Source } from './source';
import { DocumentText, splitDocuments } from './split-documents';
import { existingPart, FieldPath } from '../../analysis/base/field-path';
import { isRecord, recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { openLists } from '../../analysis/base/object-list';

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

/** The path of the construct that wrote an object, by the name of the object. */
export type ConstructOf = (name: string | undefined) => string | undefined;

/** What has been read so far, and how to find the constructs of the current file. */
export interface Loading {
  readonly constructOf: ConstructOf;
  readonly objects: LoadedObject[];
  readonly problems: InputProblem[];
}

/** Reads all objects of a text. What is wrong with one document does not affect the others. */
export function loadText(file: string, text: string, loading: Loading): void {
  for (const document of splitDocuments(text)) { loadDocument(file, document, loading); }
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
