import { isRecord, JsonObject, textOf } from '../base/json';

/** What an access log of Envoy tells about one connection or request. Fields without a value are left out. */
export interface LogEntry {
  /** Method of the request. Undefined for a connection that the sidecar does not parse. */
  readonly method?: string;
  /** Such as `HTTP/1.1`. */
  readonly protocol?: string;
  /** Such as `UH`, or `NR` among others: `UF,URX`. */
  readonly flags?: string;
  /** Host of the request, perhaps with a port. */
  readonly authority?: string;
  /** Such as `PassthroughCluster`, or `outbound|443||api.example.com`. */
  readonly cluster?: string;
  /** Address and port that the client dialled. */
  readonly dialled: string;
  /** Address and port of the client. */
  readonly client?: string;
  /** Server name (SNI) of the client's TLS. */
  readonly serverName?: string;
  readonly route?: string;
  /** Name of the pod, if the line has it in front. */
  readonly pod?: string;
}

/** The longest line that is read. Envoy's own are much shorter. */
export const MAX_LINE = 64 * 1024;

/** Beginning of a line in Istio's text format, up to the quote of the reason of a failure: method, path, protocol, status, flags and two reasons. */
const TEXT_HEAD = /\[\d{4}-\d\d-\d\dT[\d:.]+Z?\] "(\S+) \S* (HTTP\/[\d.]+|-)" \d+ (\S+) \S+ \S+ "/;

/** The end of such a line, after the last quote: cluster, own address, dialled address, client, server name and route. */
const TEXT_TAIL = /^ (\S+) \S+ (\S+) (\S+) (\S+) (\S.*)$/;

/**
 * Reads a line of an access log in Istio's default text format, or in its JSON format. Other programs may have put something in front of it, such as the name of the pod
 * (`kubectl logs --prefix`) or a time, or may have put it into a JSON object of their own.
 *
 * @returns undefined if the line is something else
 */
export function parseLogLine(line: string): LogEntry | undefined {
  if (line.length > MAX_LINE) { return undefined; }
  const pod = podOf(line);
  const entry = parseText(line) ?? parseJson(line);
  return entry && { ...entry, ...pod === undefined ? {} : { pod } };
}

/** The pod that `kubectl logs --prefix` or stern puts in front of a line. */
function podOf(line: string): string | undefined {
  return /^\[pod\/([a-z0-9.-]+)\/[a-z0-9.-]+\] /.exec(line)?.[1] ?? /^(?:[a-z0-9-]+ )?([a-z0-9.-]+)(?: ›)? istio-proxy /.exec(line)?.[1];
}

function parseText(line: string): LogEntry | undefined {
  const head = TEXT_HEAD.exec(line);
  const text = line.trimEnd();
  // From the end: the fields in the middle come from clients, and can have quotes.
  const end = text.lastIndexOf('"');
  const tail = TEXT_TAIL.exec(text.slice(end + 1));
  if (!head || !tail) { return undefined; }
  const [, method, protocol, flags] = head;
  const [, cluster, dialled, client, serverName, route] = tail;
  const upstream = text.lastIndexOf('"', end - 1);
  const authorityEnd = text.lastIndexOf('"', upstream - 1);
  const authority = text.slice(text.lastIndexOf('"', authorityEnd - 1) + 1, authorityEnd);
  return entryOf({ method, protocol, flags, authority, cluster, dialled, client, serverName, route });
}

function parseJson(line: string): LogEntry | undefined {
  const start = line.indexOf('{');
  const value = start < 0 ? undefined : valueOf(line.slice(start));
  if (!isRecord(value)) { return undefined; }
  if (value.downstream_local_address !== undefined) { return entryOfJson(value); }
  // Collectors of logs write the line as a field of theirs.
  const inner = [value.log, value.message, value.msg, value.line, value.textPayload, value.jsonPayload].find(each => each !== undefined);
  if (isRecord(inner)) { return inner.downstream_local_address === undefined ? undefined : entryOfJson(inner); }
  const text = textOf(inner);
  if (text === undefined) { return undefined; }
  const parsed = valueOf(text);
  return isRecord(parsed) && parsed.downstream_local_address !== undefined ? entryOfJson(parsed) : parseText(text);
}

function entryOfJson(json: JsonObject): LogEntry | undefined {
  return entryOf({
    method: textOf(json.method),
    protocol: textOf(json.protocol),
    flags: textOf(json.response_flags),
    authority: textOf(json.authority),
    cluster: textOf(json.upstream_cluster),
    dialled: textOf(json.downstream_local_address),
    client: textOf(json.downstream_remote_address),
    serverName: textOf(json.requested_server_name),
    route: textOf(json.route_name),
  });
}

/** An entry without the fields that have no value, which Envoy writes as a dash. */
function entryOf(fields: { readonly [Field in keyof LogEntry]: string | undefined }): LogEntry | undefined {
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '-' && value !== ''));
  return present.dialled === undefined ? undefined : present as unknown as LogEntry;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
