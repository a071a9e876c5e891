import { readFileSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { CommunicationEndpoint } from './communication-endpoint';
import { CONNECTION_ANSWER, ConnectionAnswer, ListText, readConnectionFile, readConnectionJson, readConnectionList } from '../../analysis/dynatrace/connection-answer';
import { checkCall } from '../../core/signatures/check-call';

/** Much more than the answer for a thousand ActiveGates: a larger file is not an answer. */
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The endpoints that OneAgent and ActiveGate of a Dynatrace environment send data to, as the Dynatrace API returns them.
 *
 * The library never calls the API: you save the response of a connection-info call and pass it. Only the endpoints, the id of the
 * environment and the network zone are kept, not the tenant token in the response.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-connectivity
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-activegate-connectivity
 *
 * @exampleMetadata fixture=app
 * @example
 * const info = ConnectionInfo.fromFile('connection-info.json');
 * new OneAgentEgress(monitoring, 'OneAgentEgress', { connectionInfo: info });
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
    return ConnectionInfo.ofAnswer(readConnectionFile(readText(path, source), source), source);
  }

  /**
   * Reads the JSON text that the connection-info call of the Dynatrace API for OneAgent or ActiveGate returns.
   *
   * The endpoints are read from `communicationEndpoints`, an array or a text, and from `formattedCommunicationEndpoints`, a text; if both are present, from
   * both. A JSON array of URLs and a JSON string with a list are accepted too. The key `networkZone`, which the API does not return, tells the network zone that
   * the response is for; `endpoints pull --network-zone` of the command line writes it. All other keys are ignored.
   *
   * @throws if the text is not JSON, is an error response of the API, has no endpoints, has a part that `CommunicationEndpoint.parse()` rejects, or if
   * `networkZone` is not the name of a network zone. The message has the position, but quotes nothing of the text, because the text contains a token.
   */
  public static fromJson(json: string): ConnectionInfo {
    checkCall('ConnectionInfo.fromJson', [json]);
    return ConnectionInfo.ofAnswer(readConnectionJson(json, "'json'"), "'json'");
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
    return ConnectionInfo.ofAnswer(readConnectionList(endpoints, "'endpoints'"), "'endpoints'");
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

  private static ofAnswer({ endpoints, list, tenant, networkZone }: ConnectionAnswer, source: string): ConnectionInfo {
    return new ConnectionInfo(endpoints.map(endpoint => CommunicationEndpoint._of(endpoint)), list, source, tenant, networkZone);
  }

  /**
   * The network zone that the endpoints are for, in lower case, `default` for the default zone. Undefined if the text does not tell, as in a response
   * of the API without the key `networkZone`, a list of URLs, and `of()`.
   *
   * @see https://docs.dynatrace.com/docs/shortlink/network-zones
   */
  public readonly networkZone?: string;

  /**
   * The id of the environment (`tenantUUID`). Undefined for a list of URLs.
   *
   * @internal
   */
  public readonly _tenant: string | undefined;

  private readonly sorted: readonly CommunicationEndpoint[];
  private readonly list: ListText;

  private constructor(endpoints: readonly CommunicationEndpoint[], list: ListText, source: string, tenant?: string, networkZone?: string) {
    if (endpoints.length === 0) { throw new Error(`${source} must have at least one endpoint, got none; use ${CONNECTION_ANSWER}`); }
    const byText = new Map(endpoints.map((endpoint) => [endpoint.toString(), endpoint]));
    this.sorted = [...byText.keys()].sort().map((text) => byText.get(text)!);
    this.list = list;
    this._tenant = tenant;
    this.networkZone = networkZone;
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

/** Whether a path looks like the text of a file or like a token, which must not be quoted. */
function looksLikeContent(path: string): boolean {
  return path.trim() === '' || /:\/\/|[\0-\x1f\x7f]|^\s*(?:"|[[{]\s*["\]}])|dt0[a-z]\d\d\./i.test(path);
}

function readText(path: string, source: string): string {
  const stats = attempt(() => statSync(path), source);
  if (stats.isDirectory()) { throw new Error(`${source} must be a file, got a folder`); }
  if (!stats.isFile()) { throw new Error(`${source} must be a regular file`); }
  if (stats.size > MAX_FILE_BYTES) {
    throw new Error(`${source} must have at most ${MAX_FILE_BYTES} bytes, got ${stats.size}; use ${CONNECTION_ANSWER}`);
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
      throw new Error(`${source} must exist (a relative path begins at the working directory); save ${CONNECTION_ANSWER} there`);
    }
    throw new Error(`${source} must be readable, got ${code}`);
  }
}

/** The encoding by byte order mark: `>` in older versions of PowerShell writes UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) { return 'utf-16le'; }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
