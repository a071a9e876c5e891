import { parseGoUrl } from '../../analysis/syntax/go-url';

const MAX_UINT32 = 2 ** 32 - 1;

/** The separator in the operator's lists of endpoints: different for OneAgent and ActiveGate. */
export enum EndpointSeparator {
  ONE_AGENT = ';',
  ACTIVE_GATE = ',',
}

/** An endpoint as the operator reads it: it checks only the syntax of the URL, and normalizes nothing. */
export interface OperatorEndpoint {
  readonly scheme: 'http' | 'https';
  /** Name or address with the spelling of the list, without the brackets of an IPv6 address. It can be empty or not valid. */
  readonly host: string;
  /** 0 to 4294967295. */
  readonly port: number;
}

/** An endpoint as the text that the operator sorts and compares. An IPv6 address has no brackets in it. */
export function operatorEndpointText({ scheme, host, port }: OperatorEndpoint): string {
  return `${scheme}://${host}:${port}`;
}

/** One URL as the operator reads it; undefined if the operator rejects it. */
export function parseOperatorEndpoint(text: string): OperatorEndpoint | undefined {
  const url = parseGoUrl(text);
  if (url === undefined || (url.scheme !== 'http' && url.scheme !== 'https')) { return undefined; }
  const port = url.port === '' ? (url.scheme === 'http' ? 80 : 443) : Number(url.port);
  return port > MAX_UINT32 ? undefined : { scheme: url.scheme, host: url.hostname, port };
}

/**
 * A list of endpoints as operator 1.10.1 and later read it from the status of a DynaKube: each once, in the order of their texts. An empty text is an empty
 * list.
 *
 * `ConnectionInfo` accepts several separators; the operator treats everything but its own separator as part of a URL. So it can miss endpoints or read
 * wrong hosts, and one part that is not a URL makes it reject the whole list.
 *
 * @throws if a part is not an http or https URL, or its port is above 4294967295. The message has the position of the part, counted from 1, but quotes nothing
 * of the list, because it could contain a password.
 */
export function parseOperatorEndpointList(text: string, separator: EndpointSeparator, source: string): OperatorEndpoint[] {
  if (text === '') { return []; }
  const endpoints = new Map(text.split(separator).map((part, index) => {
    const endpoint = parseOperatorEndpoint(part);
    if (endpoint === undefined) {
      throw new Error(`${source} part ${index + 1}: must be an http or https URL, separated by "${separator}" without spaces, otherwise the operator rejects the whole list`);
    }
    return [operatorEndpointText(endpoint), endpoint];
  }));
  // The operator sorts by UTF-8 bytes. Outside of the basic plane, UTF-16 code units have another order.
  return [...endpoints.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map(key => endpoints.get(key)!);
}
