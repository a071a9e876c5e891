import { parseGoUrl } from '../../analysis/syntax/go-url';

const MAX_UINT32 = 2 ** 32 - 1;

/** What parts the operator's lists of endpoints: those for OneAgent and those for ActiveGate differ. */
export enum EndpointSeparator {
  ONE_AGENT = ';',
  ACTIVE_GATE = ',',
}

/** One endpoint as the operator reads it: nothing is judged but the syntax of a URL, and nothing is written in another form. */
export interface OperatorEndpoint {
  readonly scheme: 'http' | 'https';
  /** Name or address in the letters of the list, without the brackets of an IPv6 address; may be empty or no host at all. */
  readonly host: string;
  /** 0 to 4294967295. */
  readonly port: number;
}

/** An endpoint as the text by which the operator sorts and compares. An IPv6 address has no brackets here. */
export function operatorEndpointText({ scheme, host, port }: OperatorEndpoint): string {
  return `${scheme}://${host}:${port}`;
}

/** One URL as the operator reads it; undefined if it refuses it. */
export function parseOperatorEndpoint(text: string): OperatorEndpoint | undefined {
  const url = parseGoUrl(text);
  if (url === undefined || (url.scheme !== 'http' && url.scheme !== 'https')) { return undefined; }
  const port = url.port === '' ? (url.scheme === 'http' ? 80 : 443) : Number(url.port);
  return port > MAX_UINT32 ? undefined : { scheme: url.scheme, host: url.hostname, port };
}

/**
 * A list of endpoints as operator 1.10.1 and later read it from the status of a DynaKube: each once, in the order of their texts. The empty text is
 * an empty list.
 *
 * Unlike the tolerant reading of `ConnectionInfo` it takes what is not the separator for a part of the URL, so it may miss endpoints or read wrong
 * hosts, and one part that is no URL spoils the whole list.
 *
 * @throws if a part is no http or https URL, or its port is above 4294967295. The message has the position of the part, counted from 1, and quotes nothing
 * of the list, as that may hold a password.
 */
export function parseOperatorEndpointList(text: string, separator: EndpointSeparator, source: string): OperatorEndpoint[] {
  if (text === '') { return []; }
  const endpoints = new Map(text.split(separator).map((part, index) => {
    const endpoint = parseOperatorEndpoint(part);
    if (endpoint === undefined) {
      throw new Error(`${source} part ${index + 1}: the operator reads http and https URLs joined by "${separator}" without blanks, and refuses the whole list`);
    }
    return [operatorEndpointText(endpoint), endpoint];
  }));
  // The operator sorts bytes. UTF-16 has another order beyond the basic plane.
  return [...endpoints.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map(key => endpoints.get(key)!);
}
