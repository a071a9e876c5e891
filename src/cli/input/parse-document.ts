import { Document, LineCounter, parseAllDocuments, YAMLError } from 'yaml';
import { endOfText } from './json-items';
import { parsePlainYaml } from './plain-yaml';
import type { DocumentText } from './split-documents';
import { quote } from '../../analysis/base/quote';

/** The largest document that the parser of all of YAML reads. JSON, and YAML in the form that tools write, have no such limit. */
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

/** The most lines and items of such a document: the parser needs up to a kilobyte for each. */
const MAX_PARTS = 200_000;

/** JSON up to this size is read by the parser of YAML too, which finds keys that are given twice. */
const MAX_CHECKED_JSON_BYTES = 1024 * 1024;

/** The most levels of brackets or of indentation. Kubernetes objects have some 30. The parser runs out of stack with some thousand. */
const MAX_DEPTH = 500;

/** A value of a document with the number of values in it, or what is wrong with it. */
export type Parsed = { readonly value: unknown; readonly count: number } | { readonly fault: string; readonly offset: number };

/** The message for what the parser reports, by its code. */
const FAULTS: { readonly [code: string]: string | undefined } = {
  DUPLICATE_KEY: 'a map has the same key twice; remove one of them',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  BAD_ALIAS: 'an alias has no anchor before it; write out its value',
};

/** Whether a document is in JSON, or in YAML in flow style. */
export function isJson({ text }: DocumentText): boolean {
  return /^\s*[{[]/.test(text);
}

/** Parses a document. A document with more than one value gives each. Never throws. */
export function parseDocument(source: DocumentText): Parsed[] {
  const { text } = source;
  const isOfJson = isJson(source);
  const plain = isOfJson ? undefined : parsePlainYaml(text);
  if (plain) { return [plain]; }
  const isLargeJson = isOfJson && text.length > MAX_CHECKED_JSON_BYTES;
  const excess = isLargeJson ? undefined : excessOf(text);
  if (excess !== undefined) {
    return [{ fault: `the document has more than ${excess} of YAML in flow style, with anchors, or with texts over several lines; split it, or write it as JSON (kubectl get -o json)`, offset: 0 }];
  }
  const deep = tooDeepAt(text, isLargeJson);
  if (deep !== undefined) { return [{ fault: `the document is nested more than ${MAX_DEPTH} levels deep; it is no manifest, leave it out`, offset: deep }]; }
  if (isLargeJson) { return [parseJson(text)]; }
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
    return (Array.isArray(documents) ? documents : []).flatMap(document => valueOf(document, text));
  } catch (error) {
    return [{ fault: `the document can't be read (${quote((error as Error).message)}); leave it out`, offset: 0 }];
  }
}

/** The nodes of a document and the lines of its text, to find the places of fields. Undefined if it is too large for that. */
export function nodesOf({ text }: DocumentText): { readonly document: Document; readonly lines: LineCounter } | undefined {
  if (excessOf(text) !== undefined) { return undefined; }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', lineCounter: lines });
  return Array.isArray(documents) && documents.length > 0 ? { document: documents[0] as Document, lines } : undefined;
}

function valueOf(document: Document, text: string): Parsed[] {
  const [error] = document.errors;
  if (error) { return [faultOf(error, text)]; }
  try {
    const value = document.toJS({ maxAliasCount: 100 }) as unknown;
    return value === null || value === undefined ? [] : [{ value, count: countValues(value) }];
  } catch {
    return [{ fault: 'aliases repeat so much of the document that it would fill the memory; write out their values', offset: 0 }];
  }
}

function faultOf(error: YAMLError, text: string): Parsed {
  const [offset] = error.pos;
  if (/\{\{/.test(text)) {
    return { fault: 'it is not YAML: "{{" looks like a template of Helm; render it first, and pipe it: helm template … | cdk8s-istio-oneagent check -', offset };
  }
  const message = FAULTS[error.code] ?? `it is not YAML (${error.message.split('\n')[0].slice(0, 160)}); correct it`;
  return { fault: message, offset };
}

/** Large JSON, which the parser of YAML would need much time and memory for. */
function parseJson(text: string): Parsed {
  try {
    const value = JSON.parse(text) as unknown;
    return { value, count: countValues(value) };
  } catch (error) {
    const offset = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    return { fault: 'it is not JSON; correct it', offset };
  }
}

/** What a document has too much of. */
function excessOf(text: string): string | undefined {
  if (text.length > MAX_DOCUMENT_BYTES) { return `${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB`; }
  let parts = 0;
  for (let index = 0; index < text.length; index++) {
    if ('\n,[{'.includes(text[index])) { parts++; }
  }
  return parts > MAX_PARTS ? `${MAX_PARTS} lines and items` : undefined;
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) { return 1; }
  let count = 1;
  for (const each of Array.isArray(value) ? value : Object.values(value)) { count += countValues(each); }
  return count;
}

/** The most characters of indentation and of "- " that a line begins with. */
const MAX_INDENT = 1000;

/** Where a text is nested too deeply. Brackets in quoted texts count too, except in JSON, so the limit is far above what anyone writes. */
function tooDeepAt(text: string, isOfJson: boolean): number | undefined {
  let depth = 0;
  let lineStart = 0;
  let isLeading = true;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isOfJson && character === '"') {
      index = endOfText(text, index);
    } else if (character === '\n') {
      lineStart = index + 1;
      isLeading = true;
    } else if (isLeading && !isOfJson) {
      isLeading = ' -?:'.includes(character);
      if (index - lineStart > MAX_INDENT) { return index; }
    }
    if (character === '[' || character === '{') { depth++; } else if ((character === ']' || character === '}') && depth > 0) { depth--; }
    if (depth > MAX_DEPTH) { return index; }
  }
  return undefined;
}
