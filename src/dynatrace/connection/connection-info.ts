import { readFileSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { CommunicationEndpoint, parseEndpointList } from './communication-endpoint';

/** Far above the answer for a thousand ActiveGates: a larger file is another one. */
const MAX_FILE_BYTES = 1024 * 1024;

const ANSWER = 'the answer of GET <apiUrl>/v1/deployment/installer/agent/connectioninfo';
/** An array of URLs in the answer for OneAgent, a text of them in that for ActiveGate. */
const LIST_KEY = 'communicationEndpoints';
const TEXT_KEY = 'formattedCommunicationEndpoints';

/** A list of endpoints as it was given: joined, or in its parts. */
type ListText = string | readonly string[];

/** What an answer of the API holds. */
interface Answer {
  readonly endpoints: readonly CommunicationEndpoint[];
  /** The list that the operator goes by. */
  readonly list: ListText;
}

/**
 * Where OneAgent and ActiveGate of a Dynatrace environment send their data to, as the Dynatrace API tells it.
 *
 * It is read once from what the API's connection-info calls answer and holds nothing but endpoints: the tenant token that such an answer
 * contains is not kept.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-connectivity
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-activegate-connectivity
 */
export class ConnectionInfo {
  /**
   * Reads a file with the saved answer of the Dynatrace API.
   *
   * The file holds the JSON object of the call for OneAgent (`…/v1/deployment/installer/agent/connectioninfo`) or for ActiveGate
   * (`…/v1/deployment/installer/gateway/connectioninfo`), a JSON array of URLs, or a plain list as `fromEndpoints` takes it, which is what
   * `…/agent/connectioninfo/endpoints` answers. It is text in UTF-8, or in UTF-16 with a byte order mark.
   *
   * @param path relative to the working directory, or absolute.
   * @throws if there is no such file, if it is a folder, larger than 1 MiB or can't be read, and where `fromJson` or `fromEndpoints` throws.
   * Nothing of the file is quoted.
   */
  public static fromFile(path: string): ConnectionInfo {
    if (looksLikeContent(path)) {
      throw new Error("'path' must be the path of a file, give its text to ConnectionInfo.fromJson or ConnectionInfo.fromEndpoints");
    }
    const source = `file "${path}"`;
    const text = readText(path, source);
    // A list in braces is no JSON, although it begins like it.
    const isJson = /^\s*(?:["[]|\{(?!\s*\*?https?:))/i.test(text);
    // The line break at the end is the file's, not the list's.
    return isJson ? ConnectionInfo.ofAnswer(readJson(text, source), source) : ConnectionInfo.ofText(text.replace(/\r?\n$/, ''), source);
  }

  /**
   * Reads the JSON text that the Dynatrace API's connection-info call for OneAgent or ActiveGate answers.
   *
   * Endpoints come from `communicationEndpoints`, an array or a joined text, and from `formattedCommunicationEndpoints`, a joined text; both
   * are read where both are present. A JSON array of URLs, or a JSON string with a list, is taken as well. All other keys are ignored.
   *
   * @throws if the text is no JSON, is an error answer of the API, has no endpoints, or has a part that `CommunicationEndpoint.parse`
   * refuses. The message says where, and quotes nothing of the text, as that holds a token.
   */
  public static fromJson(json: string): ConnectionInfo {
    return ConnectionInfo.ofAnswer(readJson(json, "'json'"), "'json'");
  }

  /**
   * Reads a list of URLs joined by `;`, `,` or white space, as a whole or group by group in braces:
   * `https://10.0.0.5:9999/communication;https://abc12345.live.dynatrace.com/communication`.
   *
   * A separator at the end is ignored, and so is a `*` that marks the endpoint in use.
   *
   * @throws if there is no endpoint, an empty part, or a part that `CommunicationEndpoint.parse` refuses. The message has the position of the
   * part, counted from 1, and quotes nothing of the text, as that may hold a password or a token.
   */
  public static fromEndpoints(endpoints: string): ConnectionInfo {
    return ConnectionInfo.ofText(endpoints, "'endpoints'");
  }

  /**
   * Connection information from endpoints, for instance those of several files.
   *
   * @throws if there is none.
   */
  public static of(...endpoints: CommunicationEndpoint[]): ConnectionInfo {
    return new ConnectionInfo(endpoints, endpoints.map(String), "'endpoints'");
  }

  private static ofText(text: string, source: string): ConnectionInfo {
    return new ConnectionInfo(parseEndpointList([text], source), text, source);
  }

  private static ofAnswer({ endpoints, list }: Answer, source: string): ConnectionInfo {
    return new ConnectionInfo(endpoints, list, source);
  }

  private readonly sorted: readonly CommunicationEndpoint[];
  private readonly list: ListText;

  private constructor(endpoints: readonly CommunicationEndpoint[], list: ListText, source: string) {
    if (endpoints.length === 0) { throw new Error(`${source} must have one endpoint at least, got none, use ${ANSWER}`); }
    const byText = new Map(endpoints.map((endpoint) => [endpoint.toString(), endpoint]));
    this.sorted = [...byText.keys()].sort().map((text) => byText.get(text)!);
    this.list = list;
  }

  /** The endpoints, each once, in the order of their texts `scheme://host:port`. The array is a copy. */
  public get endpoints(): CommunicationEndpoint[] {
    return [...this.sorted];
  }

  /**
   * The list in the letters in which it was given, which are what the operator goes by; what came as an array is joined.
   *
   * @internal
   */
  public _textOf(separator: string): string {
    return typeof this.list === 'string' ? this.list : this.list.join(separator);
  }
}

/** The endpoints of a JSON text; `source` says where the text comes from, at the beginning of each error message. */
function readJson(text: string, source: string): Answer {
  const answer = parseJson(text.replace(/^\uFEFF/, ''), source);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return { endpoints: readList(answer, source), list: answer as ListText };
  }
  const { [LIST_KEY]: list, [TEXT_KEY]: formatted, error } = answer as Record<string, unknown>;
  const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
  if (isPresent(list) || isPresent(formatted)) {
    // The two say the same in an answer of the API. In an edited one, reading both loses none.
    const endpoints = [list, formatted].flatMap((value, index) => isPresent(value) ? readList(value, `${source}, '${[LIST_KEY, TEXT_KEY][index]}'`) : []);
    return { endpoints, list: (isPresent(formatted) ? formatted : list) as ListText };
  }
  if (isPresent(error)) {
    const { code } = error as { code?: unknown };
    const status = typeof code === 'number' && Number.isInteger(code) && code >= 400 && code <= 599 ? ` of HTTP status ${code}` : '';
    throw new Error(`${source} must be connection info, got an error answer${status}, use ${ANSWER} with a token of scope InstallerDownload`);
  }
  throw new Error(`${source} must have '${LIST_KEY}' or '${TEXT_KEY}', use ${ANSWER}`);
}

function readList(value: unknown, source: string): CommunicationEndpoint[] {
  if (typeof value === 'string') { return parseEndpointList([value], source); }
  if (!Array.isArray(value)) { throw new Error(`${source} must be an array of URLs or one text of them, got ${typeName(value)}`); }
  value.forEach((element, index) => {
    if (typeof element !== 'string') { throw new Error(`${source} part ${index + 1}: must be a URL, got ${typeName(element)}`); }
    if (element.trim() === '') { throw new Error(`${source} part ${index + 1}: must not be empty, remove it`); }
  });
  return parseEndpointList(value, source);
}

function typeName(value: unknown): string {
  if (value === null) { return 'null'; }
  if (Array.isArray(value)) { return 'an array'; }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether a path is rather the text of a file, or a token: then it must not be quoted. */
function looksLikeContent(path: string): boolean {
  return path.trim() === '' || /:\/\/|[\0-\x1f\x7f]|^\s*(?:"|[[{]\s*["\]}])|dt0[a-z]\d\d\./i.test(path);
}

function readText(path: string, source: string): string {
  const stats = attempt(() => statSync(path), source);
  if (stats.isDirectory()) { throw new Error(`${source} must be a file, got a folder`); }
  if (!stats.isFile()) { throw new Error(`${source} must be a regular file`); }
  if (stats.size > MAX_FILE_BYTES) {
    throw new Error(`${source} must have ${MAX_FILE_BYTES} bytes at most, got ${stats.size}, use ${ANSWER}`);
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
      throw new Error(`${source} must exist (a relative path begins at the working directory), save ${ANSWER} there`);
    }
    throw new Error(`${source} must be readable, got ${code}`);
  }
}

/** The encoding by byte order mark: older PowerShells write what `>` redirects in UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) { return 'utf-16le'; }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the text, and with that maybe the tenant token.
    const lines = text.slice(0, jsonErrorOffset(text)).split('\n');
    throw new Error(`${source} must be JSON, it is broken at line ${lines.length}, column ${lines[lines.length - 1].length + 1}, use ${ANSWER}`);
  }
}

/** Where a text stops being JSON: the offset of the first token that can't stand there. */
function jsonErrorOffset(text: string): number {
  const blanks = /[ \t\r\n]*/y;
  const tokens = /[{}[\],:]|"[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\0-\x1f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
  // The kinds of tokens that may come next: punctuation stands for itself, `"` for a string, `v` for any other scalar.
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
