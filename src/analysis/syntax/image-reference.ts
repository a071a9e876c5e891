import { parseGoUrl } from './go-url';

const TAG = /^[A-Za-z0-9_.-]{1,128}$/;
const REPOSITORY = /^[a-z0-9_./-]{2,255}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether the operator's webhook accepts a text as an image reference. It is much more tolerant than a registry. */
export function isImageReference(text: string): boolean {
  return isTagged(text) || isDigested(text);
}

function isDigested(text: string): boolean {
  const parts = text.split('@');
  if (parts.length !== 2 || !DIGEST.test(parts[1])) { return false; }
  return isTagged(parts[0]) || isRepository(parts[0]);
}

/** Whether a text is a repository with or without a tag. */
function isTagged(text: string): boolean {
  const colon = text.lastIndexOf(':');
  // With a slash after the last colon, the colon is before a port, and there is no tag.
  if (colon < 0 || text.includes('/', colon)) { return isRepository(text); }
  return TAG.test(text.slice(colon + 1)) && isRepository(text.slice(0, colon));
}

function isRepository(text: string): boolean {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const isRegistry = first === 'localhost' || /[.:]/.test(first);
  return REPOSITORY.test(isRegistry ? text.slice(slash + 1) : text) && (!isRegistry || parseGoUrl(`//${first}`)?.host === first);
}
