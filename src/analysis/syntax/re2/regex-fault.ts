import { re2Fault } from './re2-syntax';

const MAX_LENGTH = 1024;

/** What istiod finds wrong with a regular expression, to be read after its path; undefined if nothing is. */
export function regexFault(text: string): string | undefined {
  if (text === '') { return 'must not be empty, use ".*" to take anything'; }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_LENGTH) { return `must have at most ${MAX_LENGTH} bytes, got "${bytes}"`; }
  const fault = re2Fault(text);
  return fault === undefined ? undefined : `must be a regular expression in the syntax of RE2, which takes no ${fault}`;
}
