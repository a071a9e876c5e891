import { EndpointUrl, parseEndpointList } from './endpoint-url';
import { isNetworkZone, NETWORK_ZONE_FORM, networkZoneOf } from './network-zone';

/** What a file with connection info is, for messages. */
export const CONNECTION_ANSWER = 'the response of GET <apiUrl>/v1/deployment/installer/agent/connectioninfo';
/** What to do if a text is not one, as the end of a message. */
export const CONNECTION_REMEDY = `; use ${CONNECTION_ANSWER}`;
/** An array of URLs in the response for OneAgent, a text with URLs in that for ActiveGate. */
const LIST_KEY = 'communicationEndpoints';
const TEXT_KEY = 'formattedCommunicationEndpoints';
/** The id of the environment. */
const TENANT_KEY = 'tenantUUID';
/** The network zone that the API was asked for. The response does not have it: who saves the response adds it. */
export const ZONE_KEY = 'networkZone';

/** A list of endpoints as the user passed it: as one text, or in parts. */
export type ListText = string | readonly string[];

/** The content of a response of the API. */
export interface ConnectionAnswer {
  readonly endpoints: readonly EndpointUrl[];
  /** The list that the operator reads. */
  readonly list: ListText;
  /** The id of the environment, if the response has it. */
  readonly tenant?: string;
  /** The network zone that the API was asked for, as Dynatrace keeps its name, if the file has it. */
  readonly networkZone?: string;
}

/**
 * Reads the text of a file: a response in JSON, or a list of URLs. Each error message begins with `source`, which tells where the text comes from.
 *
 * @throws if the text is neither. The message quotes nothing of it, because it can contain a token.
 */
export function readConnectionFile(text: string, source: string): ConnectionAnswer {
  // A list in braces begins like JSON, but is not JSON.
  const isJson = /^\s*(?:["[]|\{(?!\s*\*?https?:))/i.test(text);
  // The line break at the end belongs to the file, not to the list.
  return isJson ? readConnectionJson(text, source) : readConnectionList(text.replace(/\r?\n$/, ''), source);
}

/** Reads a list of URLs, separated or in braces. */
export function readConnectionList(text: string, source: string): ConnectionAnswer {
  return { endpoints: parseEndpointList([text], source), list: text };
}

/**
 * Reads a response of the API in JSON.
 *
 * @throws if the text is not such a response. The message quotes nothing of it, because it can contain a token.
 */
export function readConnectionJson(text: string, source: string): ConnectionAnswer {
  const answer = parseJson(text.replace(/^\uFEFF/, ''), source);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return { endpoints: readList(answer, source), list: answer as ListText };
  }
  const { [LIST_KEY]: list, [TEXT_KEY]: formatted, [TENANT_KEY]: tenant, [ZONE_KEY]: zone, error } = answer as Record<string, unknown>;
  const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
  if (isPresent(list) || isPresent(formatted)) {
    // In a response of the API, both have the same endpoints. In an edited one, reading both loses none.
    const endpoints = [list, formatted].flatMap((value, index) => isPresent(value) ? readList(value, `${source}, '${[LIST_KEY, TEXT_KEY][index]}'`) : []);
    return {
      endpoints,
      list: (isPresent(formatted) ? formatted : list) as ListText,
      tenant: typeof tenant === 'string' && tenant !== '' ? tenant : undefined,
      networkZone: isPresent(zone) ? readZone(zone, `${source}, '${ZONE_KEY}'`) : undefined,
    };
  }
  if (isPresent(error)) {
    const { code } = error as { code?: unknown };
    const status = typeof code === 'number' && Number.isInteger(code) && code >= 400 && code <= 599 ? ` of HTTP status ${code}` : '';
    throw new Error(`${source} must be connection info, got an error response${status}${CONNECTION_REMEDY} with a token that has the scope InstallerDownload`);
  }
  throw new Error(`${source} must have '${LIST_KEY}' or '${TEXT_KEY}'${CONNECTION_REMEDY}`);
}

/** An empty text is the default zone. */
function readZone(value: unknown, source: string): string {
  if (typeof value !== 'string') { throw new Error(`${source} must be ${NETWORK_ZONE_FORM}, got ${typeName(value)}`); }
  if (value !== '' && !isNetworkZone(value)) { throw new Error(`${source} must be ${NETWORK_ZONE_FORM}, got another text`); }
  return networkZoneOf(value);
}

function readList(value: unknown, source: string): EndpointUrl[] {
  if (typeof value === 'string') { return parseEndpointList([value], source); }
  if (!Array.isArray(value)) { throw new Error(`${source} must be an array of URLs or a text with URLs, got ${typeName(value)}`); }
  value.forEach((element, index) => {
    if (typeof element !== 'string') { throw new Error(`${source} part ${index + 1}: must be a URL, got ${typeName(element)}`); }
    if (element.trim() === '') { throw new Error(`${source} part ${index + 1}: must not be empty; remove it`); }
  });
  return parseEndpointList(value, source);
}

function typeName(value: unknown): string {
  if (value === null) { return 'null'; }
  if (Array.isArray(value)) { return 'an array'; }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse() quotes the text, which can contain the tenant token.
    const lines = text.slice(0, jsonErrorOffset(text)).split('\n');
    throw new Error(`${source} must be JSON, got a syntax error at line ${lines.length}, column ${lines[lines.length - 1].length + 1}${CONNECTION_REMEDY}`);
  }
}

/** The offset of the first token that is not valid in a JSON text. */
function jsonErrorOffset(text: string): number {
  const blanks = /[ \t\r\n]*/y;
  const tokens = /[{}[\],:]|"[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\0-\x1f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  // The kinds of tokens that can follow: punctuation represents itself, `"` a string, `v` any other scalar.
  const value = '"v{[';
  let allowed = value;
  const closers: string[] = [];
  for (let offset = 0; ; offset = tokens.lastIndex) {
    blanks.lastIndex = offset;
    tokens.lastIndex = offset += blanks.exec(text)![0].length;
    const token = tokens.exec(text)?.[0];
    if (token === undefined) { return offset; }
    const kind = '"{}[],:'.includes(token[0]) ? token[0] : 'v';
    if (!allowed.includes(kind)) { return offset; }
    if (kind === '{') {
      closers.push('}');
      allowed = '"}';
    } else if (kind === '[') {
      closers.push(']');
      allowed = `${value}]`;
    } else if (kind === ':') {
      allowed = value;
    } else if (kind === ',') {
      allowed = closers.at(-1) === '}' ? '"' : value;
    } else if (kind === '"' && !allowed.includes('v')) {
      allowed = ':';
    } else {
      if (kind === '}' || kind === ']') { closers.pop(); }
      allowed = closers.length === 0 ? '' : `,${closers.at(-1)}`;
    }
  }
}
