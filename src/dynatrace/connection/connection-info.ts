import { readFileSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { CommunicationEndpoint, parseEndpointList } from './communication-endpoint';
import { checkCall } from '../../core/signatures/check-call';

/** Much more than the answer for a thousand ActiveGates: a larger file is not an answer. */
const MAX_FILE_BYTES = 1024 * 1024;

const ANSWER = 'the response of GET <apiUrl>/v1/deployment/installer/agent/connectioninfo';
/** An array of URLs in the response for OneAgent, a text with URLs in that for ActiveGate. */
const LIST_KEY = 'communicationEndpoints';
const TEXT_KEY = 'formattedCommunicationEndpoints';
/** The id of the environment. */
const TENANT_KEY = 'tenantUUID';

/** A list of endpoints as the user passed it: as one text, or in parts. */
type ListText = string | readonly string[];

/** The content of a response of the API. */
interface Answer {
  readonly endpoints: readonly CommunicationEndpoint[];
  /** The list that the operator reads. */
  readonly list: ListText;
  /** The id of the environment, if the response has it. */
  readonly tenant?: string;
}

/**
 * The endpoints that OneAgent and ActiveGate of a Dynatrace environment send data to, as the Dynatrace API returns them.
 *
 * The library never calls the API: you save the response of a connection-info call and pass it. Only the endpoints and the id of the
 * environment are kept, not the tenant token in the response.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-connectivity
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-activegate-connectivity
 */
export class ConnectionInfo {
  /**
   * Reads a file with the saved response of the Dynatrace API.
   *
   * The file has the JSON object for OneAgent (`…/v1/deployment/installer/agent/connectioninfo`) or for ActiveGate
   * (`…/v1/deployment/installer/gateway/connectioninfo`), a JSON array of URLs, or a list as for `fromEndpoints()`, which
   * `…/agent/connectioninfo/endpoints` returns. It is text in UTF-8, or in UTF-16 with a byte order mark.
   *
   * @param path relative to the working directory, or absolute
   * @throws if the file does not exist, is a folder, is larger than 1 MiB or can't be read, and if `fromJson()` or `fromEndpoints()` throws. The message
   * quotes nothing of the file.
   */
  public static fromFile(path: string): ConnectionInfo {
    checkCall('ConnectionInfo.fromFile', [path]);
    if (looksLikeContent(path)) {
      throw new Error("'path' must be the path of a file; pass the text of a file to ConnectionInfo.fromJson() or ConnectionInfo.fromEndpoints()");
    }
    const source = `file "${path}"`;
    const text = readText(path, source);
    // A list in braces begins like JSON, but is not JSON.
    const isJson = /^\s*(?:["[]|\{(?!\s*\*?https?:))/i.test(text);
    // The line break at the end belongs to the file, not to the list.
    return isJson ? ConnectionInfo.ofAnswer(readJson(text, source), source) : ConnectionInfo.ofText(text.replace(/\r?\n$/, ''), source);
  }

  /**
   * Reads the JSON text that the connection-info call of the Dynatrace API for OneAgent or ActiveGate returns.
   *
   * The endpoints are read from `communicationEndpoints`, an array or a text, and from `formattedCommunicationEndpoints`, a text; if both are present, from
   * both. A JSON array of URLs and a JSON string with a list are accepted too. All other keys are ignored.
   *
   * @throws if the text is not JSON, is an error response of the API, has no endpoints, or has a part that `CommunicationEndpoint.parse()` rejects. The
   * message has the position, but quotes nothing of the text, because the text contains a token.
   */
  public static fromJson(json: string): ConnectionInfo {
    checkCall('ConnectionInfo.fromJson', [json]);
    return ConnectionInfo.ofAnswer(readJson(json, "'json'"), "'json'");
  }

  /**
   * Reads a list of URLs that are separated by `;`, `,` or white space, optionally grouped in braces:
   * `https://10.0.0.5:9999/communication;https://abc12345.live.dynatrace.com/communication`.
   *
   * A separator at the end and a `*` before the endpoint in use are ignored.
   *
   * @throws if there is no endpoint, an empty part, or a part that `CommunicationEndpoint.parse()` rejects. The message has the position of the part, counted
   * from 1, but quotes nothing of the text, because it could contain a password or a token.
   */
  public static fromEndpoints(endpoints: string): ConnectionInfo {
    checkCall('ConnectionInfo.fromEndpoints', [endpoints]);
    return ConnectionInfo.ofText(endpoints, "'endpoints'");
  }

  /**
   * Connection info from endpoints, such as those of several files.
   *
   * @throws if there is no endpoint
   */
  public static of(...endpoints: CommunicationEndpoint[]): ConnectionInfo {
    checkCall('ConnectionInfo.of', endpoints);
    return new ConnectionInfo(endpoints, endpoints.map(String), "'endpoints'");
  }

  private static ofText(text: string, source: string): ConnectionInfo {
    return new ConnectionInfo(parseEndpointList([text], source), text, source);
  }

  private static ofAnswer({ endpoints, list, tenant }: Answer, source: string): ConnectionInfo {
    return new ConnectionInfo(endpoints, list, source, tenant);
  }

  /**
   * The id of the environment (`tenantUUID`). Undefined for a list of URLs.
   *
   * @internal
   */
  public readonly _tenant: string | undefined;

  private readonly sorted: readonly CommunicationEndpoint[];
  private readonly list: ListText;

  private constructor(endpoints: readonly CommunicationEndpoint[], list: ListText, source: string, tenant?: string) {
    if (endpoints.length === 0) { throw new Error(`${source} must have at least one endpoint, got none; use ${ANSWER}`); }
    const byText = new Map(endpoints.map((endpoint) => [endpoint.toString(), endpoint]));
    this.sorted = [...byText.keys()].sort().map((text) => byText.get(text)!);
    this.list = list;
    this._tenant = tenant;
  }

  /** The endpoints, each once, in the order of their texts `scheme://host:port`. The list is a copy. */
  public get endpoints(): CommunicationEndpoint[] {
    return [...this.sorted];
  }

  /**
   * The list with the spelling that the user passed, which the operator reads; the parts of an array are joined.
   *
   * @internal
   */
  public _textOf(separator: string): string {
    return typeof this.list === 'string' ? this.list : this.list.join(separator);
  }
}

/** The endpoints of a JSON text; each error message begins with `source`, which tells where the text comes from. */
function readJson(text: string, source: string): Answer {
  const answer = parseJson(text.replace(/^\uFEFF/, ''), source);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return { endpoints: readList(answer, source), list: answer as ListText };
  }
  const { [LIST_KEY]: list, [TEXT_KEY]: formatted, [TENANT_KEY]: tenant, error } = answer as Record<string, unknown>;
  const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
  if (isPresent(list) || isPresent(formatted)) {
    // In a response of the API, both have the same endpoints. In an edited one, reading both loses none.
    const endpoints = [list, formatted].flatMap((value, index) => isPresent(value) ? readList(value, `${source}, '${[LIST_KEY, TEXT_KEY][index]}'`) : []);
    return { endpoints, list: (isPresent(formatted) ? formatted : list) as ListText, tenant: typeof tenant === 'string' && tenant !== '' ? tenant : undefined };
  }
  if (isPresent(error)) {
    const { code } = error as { code?: unknown };
    const status = typeof code === 'number' && Number.isInteger(code) && code >= 400 && code <= 599 ? ` of HTTP status ${code}` : '';
    throw new Error(`${source} must be connection info, got an error response${status}; use ${ANSWER} with a token that has the scope InstallerDownload`);
  }
  throw new Error(`${source} must have '${LIST_KEY}' or '${TEXT_KEY}'; use ${ANSWER}`);
}

function readList(value: unknown, source: string): CommunicationEndpoint[] {
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

/** Whether a path looks like the text of a file or like a token, which must not be quoted. */
function looksLikeContent(path: string): boolean {
  return path.trim() === '' || /:\/\/|[\0-\x1f\x7f]|^\s*(?:"|[[{]\s*["\]}])|dt0[a-z]\d\d\./i.test(path);
}

function readText(path: string, source: string): string {
  const stats = attempt(() => statSync(path), source);
  if (stats.isDirectory()) { throw new Error(`${source} must be a file, got a folder`); }
  if (!stats.isFile()) { throw new Error(`${source} must be a regular file`); }
  if (stats.size > MAX_FILE_BYTES) {
    throw new Error(`${source} must have at most ${MAX_FILE_BYTES} bytes, got ${stats.size}; use ${ANSWER}`);
  }
  const bytes = attempt(() => readFileSync(path), source);
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${source} must be text in UTF-8, or in UTF-16 with a byte order mark`);
  }
}

function attempt<T>(read: () => T, source: string): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Error(`${source} must exist (a relative path begins at the working directory); save ${ANSWER} there`);
    }
    throw new Error(`${source} must be readable, got ${code}`);
  }
}

/** The encoding by byte order mark: `>` in older versions of PowerShell writes UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) { return 'utf-16le'; }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse() quotes the text, which can contain the tenant token.
    const lines = text.slice(0, jsonErrorOffset(text)).split('\n');
    throw new Error(`${source} must be JSON, got a syntax error at line ${lines.length}, column ${lines[lines.length - 1].length + 1}; use ${ANSWER}`);
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
