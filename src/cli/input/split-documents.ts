/** A document of a file of YAML. */
export interface DocumentText {
  readonly text: string;
  /** Line of the file, from 1, that the text begins at. */
  readonly line: number;
}

/** Markers of documents begin a line and can't be part of a text: other tools split at them too. */
const MARKER = /^---(?=[ \t\r\n]|$)/gm;

/** What makes a split at markers wrong: directives and explicit ends of documents. */
const DIRECTIVE_OR_END = /^(?:%|\.\.\.(?:[ \t\r\n]|$))/m;

/**
 * Splits a file into its documents, so that a broken one does not hide the others. Empty documents are left out. A file with directives stays whole. One document at a
 * time, because a file can have millions.
 */
export function* splitDocuments(text: string): Generator<DocumentText> {
  if (DIRECTIVE_OR_END.test(text)) { return yield { text, line: 1 }; }
  let line = 1;
  let start = 0;
  while (start < text.length) {
    MARKER.lastIndex = start + 1;
    const end = MARKER.exec(text)?.index ?? text.length;
    const part = text.slice(start, end);
    if (!isEmpty(part)) { yield { text: part, line }; }
    line += countLines(part);
    start = end;
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) { count++; }
  return count;
}

/** Whether a document has nothing but comments. */
function isEmpty(text: string): boolean {
  const content = /^(?!---[ \t\r]*(?:#|$))[ \t\r]*[^ \t\r\n#]/m;
  return !content.test(text);
}
