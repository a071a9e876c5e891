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

/** There is no connection to the proxy, or no answer of it. */
export class ProxyFailure extends Error {
  public constructor(public readonly cause: unknown) {
    super('the proxy failed');
  }
}

/** The connection ended before there was an answer. */
export class ConnectionCut extends Error {
  public readonly code = 'ECONNRESET';
}

/** How certificates are checked, and what is spoken then. The environment can't turn the check off. */
type Trust = Pick<tls.ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'ALPNProtocols'>;

/**
 * The answer, of which the body is still to be read. Redirects are not followed. The connection is used for this request only.
 *
 * @throws ProxyRefusal if the proxy does not let it through, ProxyFailure if there is no answer of the proxy, or the error of Node.js
 */
export async function getOnce(request: HttpRequest): Promise<http.IncomingMessage> {
  const { url, headers, proxy, authorities, signal } = request;
  const trust: Trust = { rejectUnauthorized: true, ALPNProtocols: ['http/1.1'], ...authorities === undefined ? {} : { ca: [...authorities] } };
  const tunnel = proxy === undefined ? undefined : await openTunnel(url, proxy, trust, signal);
  return new Promise((resolve, reject) => {
    const way = tunnel === undefined ? { agent: false } : { defaultPort: defaultPort(url), createConnection: () => connectionIn(tunnel, url, trust) };
    const sent = clientFor(url).request(url, { signal, ...trust, ...way });
    setHeaders(sent, headers);
    // An error after the answer has begun is one of its body too.
    sent.on('response', resolve).on('error', reject);
    endWithoutAnswer(sent, reject);
    sent.end();
  });
}

/** A connection to the server of a URL through a proxy, which sees neither the request nor the answer if they are encrypted. */
function openTunnel(url: URL, proxy: Proxy, trust: Trust, signal: AbortSignal): Promise<Socket> {
  const server = `${url.hostname}:${url.port || defaultPort(url)}`;
  const headers = { host: server, ...proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization } };
  return new Promise((resolve, reject) => {
    const proxyUrl = new URL(proxy.url);
    const fail = (error: Error): void => { reject(new ProxyFailure(error)); };
    // Without a name, Node.js would check the proxy's certificate for the name in the header `host`, which is that of the server.
    const sent = clientFor(proxyUrl).request(proxyUrl, { method: 'CONNECT', path: server, agent: false, signal, ...trust, servername: serverName(proxyUrl) });
    setHeaders(sent, headers);
    sent.on('connect', (answer, socket, head) => {
      // What came with the answer of the proxy is the beginning of what the server says.
      if (head.length > 0) { socket.unshift(head); }
      if (answer.statusCode === 200) { resolve(socket as Socket); return; }
      socket.destroy();
      reject(new ProxyRefusal(answer.statusCode!));
    }).on('error', fail);
    endWithoutAnswer(sent, fail);
    sent.end();
  });
}

/** Sets headers. Node.js prints those that are options of a request if `NODE_DEBUG` is set, and some are secret. */
function setHeaders(sent: http.ClientRequest, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) { sent.setHeader(name, value); }
}

/** Rejects if a request ends without an answer, also if Node.js reports no error: with another protocol, or with a connection that just closes. */
function endWithoutAnswer(sent: http.ClientRequest, reject: (error: Error) => void): void {
  sent.on('upgrade', (_, socket) => { socket.destroy(); });
  sent.on('close', () => { reject(new ConnectionCut()); });
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
