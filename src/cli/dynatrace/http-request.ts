import type * as http from 'node:http';
import type * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import type { Proxy } from './proxy';

/** How to connect. */
export interface Connection {
  readonly proxy?: Proxy;
  /** Certificate authorities in PEM, in place of the public ones. */
  readonly authorities?: readonly string[];
  /** Ends the request, at any time before the answer is complete. */
  readonly signal: AbortSignal;
}

/** The proxy answered the request for a tunnel with another status than 200. */
export class ProxyRefusal extends Error {
  public constructor(public readonly status: number) { super(`the proxy answers ${status}`); }
}

/**
 * The beginning of the answer to a GET request, on a connection of its own. A caller that stops reading the body ends the connection. A redirect is not followed. Through a proxy, a
 * tunnel leads to the host, so that the proxy sees neither the request nor the answer.
 *
 * @throws ProxyRefusal if the proxy opens no tunnel; the error of Node.js if there is no connection, or no answer in HTTP
 */
export async function httpGet(url: URL, headers: Readonly<Record<string, string>>, connection: Connection): Promise<http.IncomingMessage> {
  const { proxy, signal } = connection;
  const host = withoutBrackets(url.hostname);
  const defaultPort = url.protocol === 'https:' ? 443 : 80;
  const tunnel = proxy && await openTunnel(proxy, `${url.hostname}:${url.port || defaultPort}`, connection);
  const trust = trustOf(host, connection);
  const request = moduleOf(url).request({
    ...trust,
    host,
    port: url.port || defaultPort,
    defaultPort,
    path: `${url.pathname}${url.search}`,
    method: 'GET',
    headers,
    signal,
    ...tunnel ? { createConnection: () => url.protocol === 'https:' ? connect({ ...trust, host, socket: tunnel }) : tunnel } : { agent: false },
  });
  return new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).on('close', () => { tunnel?.destroy(); });
    request.end();
  });
}

/** A connection through the proxy to an authority, such as `example.com:443`. */
async function openTunnel({ url: proxyUrl, authorization }: Proxy, authority: string, connection: Connection): Promise<Socket> {
  const url = new URL(proxyUrl);
  const host = withoutBrackets(url.hostname);
  const request = moduleOf(url).request({
    ...trustOf(host, connection),
    host,
    port: url.port,
    path: authority,
    method: 'CONNECT',
    agent: false,
    signal: connection.signal,
    headers: { host: authority, ...authorization !== undefined && { 'proxy-authorization': authorization } },
  });
  return new Promise((resolve, reject) => {
    request.on('connect', ({ statusCode = 0 }, socket: Socket, first) => {
      if (statusCode === 200) {
        // The request that uses it reports its errors. Without a listener, an error after that would end the process.
        socket.on('error', () => undefined).unshift(first);
        resolve(socket);
      } else {
        socket.destroy();
        reject(new ProxyRefusal(statusCode));
      }
    });
    request.on('error', reject).end();
  });
}

/**
 * The check of a certificate is always on, whatever the environment says. An address is not a name that a client may send. With an empty name the certificate must be for the
 * address; without a name, Node.js would compare it with the header `host`, which of a proxy is another host.
 */
function trustOf(host: string, { authorities }: Connection): ConnectionOptions {
  return { rejectUnauthorized: true, ...authorities && { ca: [...authorities] }, servername: isIP(host) === 0 ? host : '' };
}

/** Few commands make connections, so the module that makes them is loaded with the first one, and not with the command line. */
function moduleOf({ protocol }: URL): typeof http | typeof https {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the command line
  return protocol === 'https:' ? require('node:https') as typeof https : require('node:http') as typeof http;
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
