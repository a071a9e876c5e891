import { CommunicationEndpoint } from './communication-endpoint';

/**
 * The endpoints of a list as Dynatrace writes it: URLs joined by `;` (OneAgent) or `,` (ActiveGate), as a whole or by priority in braces
 * (`{https://a;https://b}{https://c}`), one maybe marked as the current one by `*`.
 *
 * White space separates as well. Since every URL must begin with its scheme, no way of joining them loses one: it is read or it throws.
 *
 * @param texts one list, which may be blank, or the elements of an array, which may not; parts are counted through
 * @param source says where the list comes from, at the beginning of each error message
 */
export function parseEndpointList(texts: readonly string[], source: string): CommunicationEndpoint[] {
  const endpoints: CommunicationEndpoint[] = [];
  const here = (): string => `${source} part ${endpoints.length + 1}:`;
  for (const text of texts) {
    let inBraces = false;
    let last = '';
    for (const [token] of text.matchAll(/[{},;]|[^{},;\s]+/g)) {
      if (token === '{' || token === '}') {
        const opens = token === '{';
        if (opens === inBraces || last === (opens ? 'url' : '{')) { throw new Error(`${here()} braces must stand around URLs, in pairs`); }
        inBraces = opens;
        last = token;
      } else if (token === ',' || token === ';') {
        if (last !== 'url' && last !== '}') { throw new Error(`${here()} must not be empty, remove the extra separator`); }
        last = token;
      } else {
        endpoints.push(CommunicationEndpoint._parse(token.replace(/^\*/, ''), here()));
        last = 'url';
      }
    }
    if (inBraces) { throw new Error(`${here()} braces must stand around URLs, in pairs`); }
  }
  return endpoints;
}
