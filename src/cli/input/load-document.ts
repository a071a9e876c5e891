import { BROKEN_YAML, InputProblem, NOT_AN_OBJECT } from './input-problem';
import { parseDocument } from './parse-document';
import { Source } from './source';
import { DocumentText, splitDocuments } from './split-documents';
import { SplitList, splitList } from './split-list';
import { existingPart, FieldPath } from '../../analysis/base/field-path';
import { isRecord, recordOf, textOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { openLists } from '../../analysis/base/object-list';

/** The most text in all files together. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The most documents and items of lists. What is known about each needs memory. */
const MAX_DOCUMENTS = 200_000;

/** The most documents that are not objects. Nobody reads more of them. */
const MAX_PROBLEMS = 1000;

/** The most maps, lists, texts, numbers and words. 66,000 objects of a cluster have two million. */
const MAX_VALUES = 5_000_000;

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

/** More than fits into the memory. */
export class TooMuch extends Error {
  public constructor(what: string) {
    super(`the files have more than ${what}, and the rest is not read; pass fewer files at once`);
  }
}

/** Reads the objects in texts, and keeps what has been read so far. */
export class Loader {
  public readonly objects: LoadedObject[] = [];
  public readonly problems: InputProblem[] = [];
  private bytes = 0;
  private documents = 0;
  private values = 0;

  /** @param constructOf the path of the construct that wrote an object of a file, by the name of the object */
  public constructor(private readonly constructOf: (file: string, name: string | undefined) => string | undefined = () => undefined) {}

  /**
   * Reads all objects of a text. What is wrong with one document does not affect the others.
   *
   * @throws TooMuch if it does not fit into the memory
   */
  public load(name: string, text: string): void {
    this.bytes += text.length;
    if (this.bytes > MAX_BYTES) { throw new TooMuch(`${MAX_BYTES / 1024 / 1024} MiB`); }
    for (const document of splitDocuments(text)) {
      const list = splitList(document);
      if (list) { this.loadList(name, list); } else { this.loadDocument(name, document); }
    }
  }

  private loadDocument(file: string, document: DocumentText): void {
    const source = new Source(file, document);
    for (const value of this.valuesOf(source, document)) {
      // JSON can have several objects in a list of its own, as `jq -s` writes it.
      const values = Array.isArray(value) ? value.map((each: unknown, index) => ({ value: each, path: [index] })) : [{ value, path: [] }];
      for (const each of values) {
        for (const { object, place } of openLists([each.value as KubernetesObject])) {
          this.loadObject(source, object, place === undefined ? each.path : [...each.path, ...existingPart(each.value, place)]);
        }
      }
    }
  }

  private loadList(file: string, { header, items }: SplitList): void {
    const [list] = this.valuesOf(new Source(file, header), header);
    for (const document of items) {
      const source = new Source(file, document);
      for (const [item] of this.valuesOf(source, document) as [unknown][]) {
        const withItem = { ...recordOf(list), items: [item] };
        for (const { object, place } of openLists([withItem as unknown as KubernetesObject])) {
          // The item is the first in the list that its document is.
          this.loadObject(source, object, existingPart(withItem, place!).slice(1));
        }
      }
    }
  }

  /** The values of a document. What is wrong with it is a problem. */
  private valuesOf(source: Source, document: DocumentText): unknown[] {
    if (++this.documents > MAX_DOCUMENTS) { throw new TooMuch(`${MAX_DOCUMENTS} documents`); }
    return parseDocument(document).flatMap(parsed => {
      if ('value' in parsed) {
        this.values += parsed.count;
        if (this.values > MAX_VALUES) { throw new TooMuch(`${MAX_VALUES} values`); }
        return [parsed.value];
      }
      this.addProblem({ rule: BROKEN_YAML, message: parsed.fault, ...source.placeAt(parsed.offset) });
      return [];
    });
  }

  private loadObject(source: Source, object: KubernetesObject, within: FieldPath): void {
    if (isRecord(object) && textOf(object.apiVersion) && textOf(object.kind)) {
      this.objects.push({ object, source, within, construct: this.constructOf(source.file, textOf(recordOf(object.metadata).name)) });
      return;
    }
    const missing = isRecord(object) ? ['apiVersion', 'kind'].filter(field => !textOf(object[field])).map(field => `'${field}'`).join(' and ') : undefined;
    this.addProblem({
      rule: NOT_AN_OBJECT,
      message: missing === undefined ? 'the document is not a Kubernetes object, but a single value; remove it' : `the document is not a Kubernetes object: it has no ${missing}; add it, or leave the file out`,
      ...source.placeOf(within),
    });
  }

  private addProblem(problem: InputProblem): void {
    if (this.problems.length >= MAX_PROBLEMS) { throw new TooMuch(`${MAX_PROBLEMS} documents that are not objects`); }
    this.problems.push(problem);
  }
}
