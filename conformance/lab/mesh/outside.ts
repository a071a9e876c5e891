/**
 * The servers outside the mesh: they listen on each requested port of every address, and answer each connection with what arrived. Runs in
 * the network namespace to which all addresses lead.
 *
 *     outside.ts <certificate file> <key file>
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { endpoint } from './endpoint';
import { answerQuestions } from '../machine/peer';

/** A server's report about a connection. */
export interface Received {
  /** Address and port that were dialled. */
  readonly at: string;
  /** Address and port that the connection came from. */
  readonly from: string;
  /** The protocol of the connection. */
  readonly protocol: 'http' | 'https' | 'tcp';
  /** Server name of TLS, or Host of the request. */
  readonly host?: string;
}

/** Ports to listen on. */
export interface Listen {
  readonly ports: readonly number[];
}

const TLS_HANDSHAKE = 0x16;
/** The first bytes of HTTP/2, which proxies use for gRPC ports. */
const HTTP2_PREFACE = 'PRI * HTTP/2.0';

const listening = new Map<number, Promise<void>>();
const [cert, key] = process.argv.slice(2).map(file => readFileSync(file));
const tls = createTlsServer({ cert, key }, socket => {
  socket.on('error', () => undefined);
  socket.once('data', () => { answer(socket, 'https', (socket as TLSSocket & { servername?: string | false }).servername || undefined); });
});
tls.on('tlsClientError', () => undefined);

const http2 = createHttp2Server();
http2.on('sessionError', () => undefined);
http2.on('stream', (stream, { ':authority': host }) => {
  stream.on('error', () => undefined);
  stream.end(JSON.stringify(receivedBy(stream.session?.socket as Socket, 'http', host)));
});

function serve(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.once('data', (start: Buffer) => {
    const isHttp2 = start.toString('latin1').startsWith(HTTP2_PREFACE);
    if (isHttp2 || start[0] === TLS_HANDSHAKE) {
      socket.pause();
      socket.unshift(start);
      (isHttp2 ? http2 : tls).emit('connection', socket);
      return;
    }
    const host = /^GET .*\r\n(?:.*\r\n)*?host: *(.*)\r\n/i.exec(start.toString('latin1'))?.[1];
    answer(socket, host === undefined ? 'tcp' : 'http', host);
  });
}

function answer(socket: Socket, protocol: Received['protocol'], host?: string): void {
  const body = JSON.stringify(receivedBy(socket, protocol, host));
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close', '', ''].join('\r\n');
  socket.end(protocol === 'http' ? `${head}${body}` : body);
}

function receivedBy({ localAddress, localPort, remoteAddress, remotePort }: Socket, protocol: Received['protocol'], host?: string): Received {
  return { at: endpoint(localAddress, localPort), from: endpoint(remoteAddress, remotePort), protocol, host };
}

function listen(port: number): Promise<void> {
  let started = listening.get(port);
  if (!started) {
    started = new Promise((resolve, reject) => {
      createServer(serve).on('error', reject).listen(port, () => { resolve(); });
    });
    listening.set(port, started);
  }
  return started;
}

answerQuestions(async ({ ports }: Listen) => {
  await Promise.all(ports.map(listen));
  return {};
});
