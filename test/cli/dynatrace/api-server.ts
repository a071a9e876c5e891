import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo, connect, createServer as createRawServer, Server as RawTcpServer, Socket } from 'node:net';
import { promisify } from 'node:util';
import { SERVER } from './certificates';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly authorization?: string;
  readonly host?: string;
}

/** What the server does with a request. */
export type Behavior = (response: ServerResponse, request: IncomingMessage) => void;

/** A server on this machine in place of the Dynatrace API. */
export interface ApiServer {
  readonly url: string;
  readonly port: number;
  readonly seen: SeenRequest[];
  /** What it does with the next requests: one each, and the last with all others. */
  behave(...behaviors: readonly Behavior[]): void;
  stop(): Promise<void>;
}

/**
 * Starts a server, with or without TLS.
 *
 * @param options `demands` is the authority of the certificates that the server demands of its clients
 */
export async function startServer(options: { readonly tls?: boolean; readonly demands?: string } = {}): Promise<ApiServer> {
  const seen: SeenRequest[] = [];
  let behaviors: Behavior[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    seen.push({ url: request.url!, authorization: request.headers.authorization, host: request.headers.host });
    (behaviors.length > 1 ? behaviors.shift()! : behaviors[0])(response, request);
  };
  const identity = { ...SERVER, requestCert: options.demands !== undefined, ca: options.demands };
  const server = options.tls === true ? createTlsServer(identity, handle) : createServer(handle);
  const port = await listen(server);
  return {
    url: `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    behave: (...given) => { behaviors = [...given]; },
    stop: () => stop(server),
  };
}

/** A forward proxy on this machine. It leads every connection to one port, whatever host is asked for. */
export interface ForwardProxy {
  readonly url: string;
  readonly port: number;
  readonly seen: { readonly target: string; readonly authorization?: string }[];
  /** What it answers to CONNECT, if it is not 200. */
  refuseWith(status: number | undefined): void;
  stop(): Promise<void>;
}

/** Starts a proxy, which may speak TLS itself. */
export async function startProxy(port: number, options: { readonly tls?: boolean } = {}): Promise<ForwardProxy> {
  const seen: { target: string; authorization?: string }[] = [];
  let refusal: number | undefined;
  const handle = (_: IncomingMessage, response: ServerResponse): void => { response.statusCode = 500; response.end(); };
  const server = options.tls === true ? createTlsServer(SERVER, handle) : createServer(handle);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push({ target: request.url!, authorization: request.headers['proxy-authorization'] });
    if (refusal !== undefined) { socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`); return; }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const [from, to] of [[socket, upstream], [upstream, socket]]) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  const own = await listen(server);
  return { url: `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${own}`, port: own, seen, refuseWith: status => { refusal = status; }, stop: () => stop(server) };
}

/** A server on this machine that speaks no HTTP. */
export interface RawServer {
  readonly port: number;
  /** How many of its connections are open. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server that treats each connection in one way. */
export async function startRaw(treat: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server = createRawServer(socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    treat(socket);
    // A socket that nobody reads does not notice that the other side closes it.
    socket.resume();
  });
  const port = await listen(server);
  return {
    port,
    connections: () => promisify(server.getConnections.bind(server))(),
    stop: async () => {
      sockets.forEach(socket => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: RawTcpServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
