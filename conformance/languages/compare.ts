import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder by name: their text, or the files of a folder in it. */
export interface Written {
  readonly [name: string]: string | Written;
}

/** What is in a folder. */
export function writtenIn(folder: string): Written {
  return Object.fromEntries(readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1).map(entry => {
    const path = join(folder, entry.name);
    return [entry.name, entry.isDirectory() ? writtenIn(path) : readFileSync(path, 'utf8')];
  }));
}

/** In which files a folder differs from another, with the first line that does. */
export function differencesOf(name: string, expected: Written, written: Written): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(written)])].sort();
  return names.flatMap(each => {
    const path = `${name}/${each}`;
    const [theirs, ours] = [expected[each], written[each]];
    if (theirs === undefined) { return [`${path}: TypeScript does not write it`]; }
    if (ours === undefined) { return [`${path}: it is missing`]; }
    if (typeof theirs === 'object' && typeof ours === 'object') { return differencesOf(path, theirs, ours); }
    if (theirs === ours) { return []; }
    if (typeof theirs !== 'string' || typeof ours !== 'string') { return [`${path}: a file in one of them, a folder in the other`]; }
    const [expectedLines, lines] = [theirs.split('\n'), ours.split('\n')];
    const at = expectedLines.findIndex((line, index) => line !== lines[index]);
    return [at < 0 ? `${path}: it has more lines than in TypeScript` : `${path}: line ${at + 1} is not as in TypeScript: ${lines[at] ?? 'it is missing'}`];
  });
}

/** The line that an app in another language has at the end of its error: the method of the remedy, in the names of each language. */
const NAMES = /allowEgressTo\(\) is allow_egress_to\(\) in Python and AllowEgressTo\(\) in Go and C#: see https:/;

/** What is wrong with the error of an app in another language: it has the lines of TypeScript, then one with the names of methods. */
export function errorFaults(expected: Written, written: Written): string[] {
  const [theirs, ours] = [expected, written].map(each => typeof each['error.txt'] === 'string' ? each['error.txt'].split('\n') : undefined);
  if (theirs === undefined || theirs.length < 2) { return ['error: the app in TypeScript has no error']; }
  if (ours === undefined) { return ['error: there is none']; }
  // The languages put the class of the error first, or the place where it was thrown last.
  const start = ours.findIndex(line => line.endsWith(theirs[0]));
  const lines = ours.slice(start + 1, start + 1 + theirs.length);
  const faults = theirs.slice(1).flatMap((line, index) => line === lines[index] ? [] : [`error: line ${index + 2} is not as in TypeScript: ${lines[index]}`]);
  if (start < 0) { faults.unshift(`error: it does not begin as in TypeScript: ${ours[0]}`); }
  if (!NAMES.test(lines.at(-1) ?? '')) { faults.push(`error: it does not end with the names of the languages: ${lines.at(-1)}`); }
  return faults;
}
