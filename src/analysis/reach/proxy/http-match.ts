import type { HttpMatch, TextMatch } from '../../model/virtual-service';

/** Whether a request matches. Undefined if this depends on something that the question does not contain. */
export function matchesRequest({ uri, ignoreUriCase, authority, others }: HttpMatch, host: string, path: string): boolean | undefined {
  const results = [matchesText(uri, path, ignoreUriCase), matchesText(authority, host, false), others.size > 0 ? undefined : true];
  if (results.includes(false)) { return false; }
  return results.includes(undefined) ? undefined : true;
}

function matchesText(match: TextMatch | undefined, value: string, ignoreCase: boolean): boolean | undefined {
  if (!match) { return true; }
  const [text, actual] = ignoreCase ? [match.text.toLowerCase(), value.toLowerCase()] : [match.text, value];
  switch (match.kind) {
    case 'exact': return actual === text;
    case 'prefix': return actual.startsWith(text);
    case 'regex': return text === '.*' ? true : undefined;
  }
}

/** Whether every request matches. Envoy tries such routes of a gateway last. */
export function isMetByAll({ uri, authority, others }: HttpMatch): boolean {
  return !authority && others.size === 0 && (!uri || (uri.kind === 'prefix' && uri.text === '/') || (uri.kind === 'regex' && uri.text === '.*'));
}
