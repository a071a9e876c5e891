import { re2Fault } from './re2-syntax';
import { utf8Length } from '../../base/bytes';

const MAX_LENGTH = 1024;

/** The error that istiod finds in a regular expression, to follow its path in a message. Undefined if it is valid. */
export function regexFault(text: string): string | undefined {
  if (text === '') { return 'must not be empty; use ".*" to match anything'; }
  const bytes = utf8Length(text);
  if (bytes > MAX_LENGTH) { return `must have at most ${MAX_LENGTH} bytes, got "${bytes}"`; }
  const fault = re2Fault(text);
  return fault === undefined ? undefined : `must be a valid RE2 regular expression, but has ${fault}`;
}
