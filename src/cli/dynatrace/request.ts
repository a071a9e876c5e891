import type * as http from 'node:http';
import type * as https from 'node:https';
import type { Socket } from 'node:net';
import type * as tls from 'node:tls';
import type { Proxy } from './proxy';
import { isIpAddress } from '../../analysis/syntax/addresses';

/** A GET request, and how to connect. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly proxy?: Proxy;
  /** Certificate authorities in PEM, of the server and of a proxy that speaks TLS. The default is those of Node.js. */
  readonly authorities?: readonly string[];
  /** Ends the request and all of its connections. */
  readonly signal: AbortSignal;
}

/** The proxy answers, but opens no tunnel. */
export class ProxyRefusal extends Error {
  public constructor(public readonly status: number) {
    super(`the proxy answers ${status}`);
  }
}

/** How certificates are checked. The environment can't turn the check off. */
type Trust = Pick<tls.ConnectionOptions, 'ca' | 'rejectUnauthorized'>;

/**
 * The answer, of which the body is still to be read. Redirects are not followed. The connection is used for this request only.
 *
 * @throws ProxyRefusal if the proxy does not let it through, or the error of Node.js
 */
export async function getOnce(request: HttpRequest): Promise<http.IncomingMessage> {
  const { url, headers, proxy, authorities, signal } = request;
  const trust: Trust = { rejectUnauthorized: true, ...authorities === undefined ? {} : { ca: [...authorities] } };
  const tunnel = proxy === undefined ? undefined : await openTunnel(url, proxy, trust, signal);
  return new Promise((resolve, reject) => {
    const way = tunnel === undefined ? { agent: false } : { defaultPort: defaultPort(url), createConnection: () => connectionIn(tunnel, url, trust) };
    // An error after the answer has begun is one of its body too.
    clientFor(url).get(url, { headers, signal, ...trust, ...way }, resolve).on('error', reject);
  });
}

/** A connection to the server of a URL through a proxy, which sees neither the request nor the answer if they are encrypted. */
function openTunnel(url: URL, proxy: Proxy, trust: Trust, signal: AbortSignal): Promise<Socket> {
  const server = `${url.hostname}:${url.port || defaultPort(url)}`;
  const headers = { host: server, ...proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization } };
  return new Promise((resolve, reject) => {
    const proxyUrl = new URL(proxy.url);
    // Without a name, Node.js would check the proxy's certificate for the name in the header `host`, which is that of the server.
    clientFor(proxyUrl).request(proxyUrl, { method: 'CONNECT', path: server, headers, agent: false, signal, ...trust, servername: serverName(proxyUrl) })
      .on('connect', (answer, socket) => {
        if (answer.statusCode === 200) { resolve(socket as Socket); return; }
        socket.destroy();
        reject(new ProxyRefusal(answer.statusCode!));
      })
      .on('error', reject)
      .end();
  });
}

/** The connection for the request in a tunnel. */
function connectionIn(tunnel: Socket, url: URL, trust: Trust): Socket {
  if (url.protocol === 'http:') { return tunnel; }
  return loadTls().connect({ ...trust, socket: tunnel, host: withoutBrackets(url.hostname), servername: serverName(url) });
}

/** The name that TLS asks for, which is empty for an address: its certificate is checked for the host then. */
function serverName({ hostname }: URL): string {
  return isIpAddress(withoutBrackets(hostname)) ? '' : hostname;
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function defaultPort({ protocol }: URL): number {
  return protocol === 'http:' ? 80 : 443;
}

/** Few commands make connections, so the modules that make them are loaded with the first one. */
function clientFor({ protocol }: URL): typeof http | typeof https {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the command line
  return require(protocol === 'http:' ? 'node:http' : 'node:https') as typeof http | typeof https;
}

function loadTls(): typeof tls {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('node:tls') as typeof tls;
}
