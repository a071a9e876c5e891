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
}

/** The settings of the mesh that make proxies write `AccessLogEntry`s. */
export const ACCESS_LOG_CONFIG = {
  accessLogFile: '/dev/stdout',
  accessLogEncoding: 'JSON',
  accessLogFormat: JSON.stringify({
    client: '%DOWNSTREAM_REMOTE_ADDRESS%', cluster: '%UPSTREAM_CLUSTER_RAW%', flags: '%RESPONSE_FLAGS%', upstream: '%UPSTREAM_HOST%',
  }),
} as const;

/** The entries in a proxy's log, by client. Other lines are skipped. */
export function accessLogEntries(text: string): Map<string, AccessLogEntry> {
  const entries = text.split('\n').filter(line => line.startsWith('{') && line.endsWith('}')).map(line => JSON.parse(line) as AccessLogEntry);
  return new Map(entries.filter(({ client }) => typeof client === 'string').map(entry => [entry.client, entry]));
}
