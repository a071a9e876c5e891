/** A proxy's log entry about one connection or request. */
export interface AccessLogEntry {
  /** Address and port of the client. */
  readonly client: string;
  /** Cluster to which it was sent, such as `outbound|443||api.example.com`; null if there is none. */
  readonly cluster: string | null;
  /** Envoy's response flags, such as `UH`; null if none. */
  readonly flags: string | null;
  /** Address and port to which it was sent. */
  readonly upstream: string | null;
  /** Address and port from which it was sent: the client of the next proxy. */
  readonly upstreamLocal?: string | null;
  /** Status of the answer; 0 without a request. */
  readonly code?: number | null;
  readonly details?: string | null;
  /** Why the connection to the next hop failed. */
  readonly failure?: string | null;
  /** Server name of the client's TLS. */
  readonly sni?: string | null;
  /** The identity in the client's certificate, with mutual TLS. */
  readonly peer?: string | null;
  /** The lab's mark of a request, which proxies pass on. */
  readonly id?: string | null;
}

/** The settings of the mesh that make proxies write `AccessLogEntry`s. */
export const ACCESS_LOG_CONFIG = {
  accessLogFile: '/dev/stdout',
  accessLogEncoding: 'JSON',
  accessLogFormat: JSON.stringify({
    client: '%DOWNSTREAM_REMOTE_ADDRESS%',
    cluster: '%UPSTREAM_CLUSTER_RAW%',
    flags: '%RESPONSE_FLAGS%',
    upstream: '%UPSTREAM_HOST%',
    upstreamLocal: '%UPSTREAM_LOCAL_ADDRESS%',
    code: '%RESPONSE_CODE%',
    details: '%RESPONSE_CODE_DETAILS%',
    failure: '%UPSTREAM_TRANSPORT_FAILURE_REASON%',
    sni: '%REQUESTED_SERVER_NAME%',
    peer: '%DOWNSTREAM_PEER_URI_SAN%',
    id: '%REQ(X-LAB)%',
  }),
} as const;

/** The entries in a proxy's log, by client. Other lines are skipped. */
export function accessLogEntries(text: string): Map<string, AccessLogEntry> {
  return new Map(entriesIn(text).map(entry => [entry.client, entry]));
}

/** A gateway's entry about what another proxy sent to it. */
export function entryAfter(text: string, { upstreamLocal, id }: AccessLogEntry): AccessLogEntry | undefined {
  const isSame = (entry: AccessLogEntry): boolean => typeof id === 'string' && id !== '-' ? entry.id === id : entry.client === upstreamLocal;
  return entriesIn(text).reverse().find(isSame);
}

/** A waypoint's entry about what it sent from an address and port. */
export function entryFrom(text: string, upstreamLocal: string): AccessLogEntry | undefined {
  return entriesIn(text).reverse().find(entry => entry.upstreamLocal === upstreamLocal);
}

function entriesIn(text: string): AccessLogEntry[] {
  const entries = text.split('\n').filter(line => line.startsWith('{') && line.endsWith('}')).map(line => JSON.parse(line) as AccessLogEntry);
  return entries.filter(({ client }) => typeof client === 'string');
}
