import { ConnectionAnswer, ZONE_KEY } from './connection-answer';
import { endpointText } from './endpoint-url';

/** What differs between two lists of endpoints, as sorted texts such as `https://abc12345.live.dynatrace.com:443`. */
export interface EndpointChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** How many both have. */
  readonly kept: number;
}

/**
 * The text of a file with the endpoints of an answer, each once and sorted, so that equal answers give equal files. Hosts keep their spelling, which the Dynatrace operator
 * keeps too. The file has scheme, host and port of each endpoint, the id of the environment and the network zone: there is no place in it for a token.
 */
export function connectionFileText({ endpoints, tenant, networkZone }: ConnectionAnswer): string {
  const urls = new Set(endpoints.map(({ url }) => /^[^/]*\/\/[^/?#]*/.exec(url)![0]));
  const isId = tenant !== undefined && /^[A-Za-z0-9-]{1,64}$/.test(tenant);
  const file = {
    ...isId ? { tenantUUID: tenant } : {},
    ...networkZone === undefined ? {} : { [ZONE_KEY]: networkZone },
    communicationEndpoints: [...urls].sort(),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** What came and went from one answer to the next. Two spellings of an endpoint are equal. */
export function compareConnections(before: ConnectionAnswer | undefined, after: ConnectionAnswer): EndpointChanges {
  const old = textsOf(before);
  const now = textsOf(after);
  return {
    added: [...now].filter(text => !old.has(text)).sort(),
    removed: [...old].filter(text => !now.has(text)).sort(),
    kept: [...now].filter(text => old.has(text)).length,
  };
}

function textsOf(answer: ConnectionAnswer | undefined): ReadonlySet<string> {
  return new Set(answer?.endpoints.map(endpointText));
}
