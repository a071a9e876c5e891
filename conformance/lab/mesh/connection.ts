/** A connection to open, as the application of a pod would. */
export interface Dial {
  /** IP to dial. Without it, the pod's resolver is asked for the host. */
  readonly address?: string;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp';
  /** Host of a request, and server name of TLS. */
  readonly host?: string;
  readonly path?: string;
  /** The forward proxy that is asked for the connection, as with `HTTP_PROXY` and `HTTPS_PROXY`. */
  readonly proxy?: { readonly host: string; readonly address?: string; readonly port: number; readonly mode: 'CONNECT' | 'absolute' };
}

/** A layer of TLS around a connection. */
export interface TlsLayer {
  /** The server name that the client sent. */
  readonly sni?: string;
  /** Whether the client showed a certificate. */
  readonly mutual: boolean;
  readonly alpn?: string;
}

/** A server's report about a connection. */
export interface Received {
  /** The name of the server: `outside`, or the name of a pod. */
  readonly server: string;
  /** Address and port that were dialled. */
  readonly at: string;
  /** Address and port that the connection came from. */
  readonly from: string;
  /** The layers of TLS, the outermost first: none for plain text, two for TLS within TLS. */
  readonly tls: readonly TlsLayer[];
  /** What was inside. */
  readonly protocol: 'http' | 'tcp';
  /** Host of the request. */
  readonly host?: string;
  readonly path?: string;
  /** What is wrong about the form in which the bytes came: the server speaks another one. */
  readonly fault?: string;
}

/** What the resolver of a pod answered. */
export interface Resolved {
  /** The name with the search domain that was found, or the name that was asked for. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly addresses: readonly string[];
  readonly error?: string;
}

/** What happened to the connection. */
export interface Dialled {
  /** The answer of DNS; undefined if an address was dialled. */
  readonly dns?: Resolved;
  /** Address and port of the client, such as `10.244.0.10:16000`. */
  readonly from?: string;
  /** Address and port that it dialled. */
  readonly to?: string;
  /** The server's report; undefined without an answer from the server. */
  readonly received?: Received;
  /** Address and port of the forward proxy that passed the connection on. */
  readonly via?: string;
  /** The error, without an answer. */
  readonly error?: string;
}

/** A server on every address of its pod, or on every address outside. */
export interface Listener {
  readonly port: number;
  /** What the server speaks; without it, it answers plain text and any layers of TLS, and reports them. */
  readonly expects?: 'tls' | 'plain';
  /** Whether it is a forward proxy. */
  readonly proxy?: boolean;
}

/** What servers speak: by port, such as `443`, or by address and port. They answer whatever comes, and report a form that they don't speak. */
export type Forms = Readonly<Record<string, 'tls' | 'plain' | 'mutual' | 'any'>>;

/** The names that DNS knows. A name may be a wildcard such as `*.example.com`. */
export interface Zone {
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  readonly aliases: Readonly<Record<string, string>>;
}
