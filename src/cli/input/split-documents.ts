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
 * Splits a file into its documents, so that a broken one does not hide the others. Empty documents are left out. A file with directives stays whole.
 */
export function splitDocuments(text: string): DocumentText[] {
  if (DIRECTIVE_OR_END.test(text)) { return [{ text, line: 1 }]; }
  const starts = [0, ...[...text.matchAll(MARKER)].map(({ index }) => index).filter(index => index > 0)];
  let line = 1;
  return starts.flatMap((start, index) => {
    const part = text.slice(start, starts[index + 1]);
    const first = line;
    line += countLines(part);
    return isEmpty(part) ? [] : [{ text: part, line: first }];
  });
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
