/**
 * The client of a workload: opens connections, and reports what happened to each. Runs in the network namespace of a pod.
 */
import { connect, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { endpoint } from './endpoint';
import type { Received } from './outside';
import { answerQuestions } from '../machine/peer';

/** A connection to open. */
export interface Dial {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp';
  /** Host of a plain text request, or server name of TLS. */
  readonly host?: string;
}

/** What happened to the connection. */
export interface Dialled {
  /** Address and port of the client, such as `10.244.0.10:40000`. */
  readonly from?: string;
  /** The server's report; undefined without an answer from the server. */
  readonly received?: Received;
  /** The error, without an answer. */
  readonly error?: string;
}

const ANSWER_MILLISECONDS = 10_000;
/** Below the ports that the kernel assigns, and above the proxy's own. */
const LOCAL_PORTS = { from: 16_000, to: 32_000 };

let nextPort = LOCAL_PORTS.from;

function dial(target: Dial): Promise<Dialled> {
  return new Promise(resolve => {
    const { address, port, protocol, host } = target;
    const socket = connect({ host: address, port, localPort: localPort() });
    let from: string | undefined;
    let text = '';
    let error = 'the connection was closed';
    const stream: Socket = protocol === 'https'
      // The question is whether bytes flow, not who answers: the server reports that itself.
      ? connectTls({ socket, servername: host ?? '', rejectUnauthorized: false })
      : socket;
    socket.on('connect', () => { from = endpoint(socket.localAddress, socket.localPort); });
    stream.on(protocol === 'https' ? 'secureConnect' : 'connect', () => { stream.write(greeting(target)); });
    stream.setTimeout(ANSWER_MILLISECONDS, () => {
      error = 'no answer in time';
      stream.destroy();
      socket.destroy();
    });
    for (const emitter of new Set([socket, stream])) { emitter.on('error', failure => { error = failure.message; }); }
    stream.setEncoding('utf8').on('data', (part: string) => { text += part; });
    stream.on('close', () => {
      const received = receivedIn(text);
      resolve(received ? { from, received } : { from, error: text === '' ? error : text.split('\r\n')[0] });
    });
  });
}

/**
 * A port that no other connection has. The kernel assigns one port to several connections to different addresses. Redirected to the proxy, they
 * all go to one address. The kernel would then change the ports on the way, and the proxy's log entries could not be assigned to connections.
 */
function localPort(): number {
  nextPort = nextPort < LOCAL_PORTS.to ? nextPort + 1 : LOCAL_PORTS.from;
  return nextPort;
}

function greeting({ protocol, host, address, port }: Dial): string {
  // Bytes that can't be the start of a request: the proxy would wait for the rest of it.
  if (protocol !== 'http') { return '\0lab\n'; }
  const name = host ?? (address.includes(':') ? `[${address}]` : address);
  return `GET / HTTP/1.1\r\nHost: ${port === 80 ? name : `${name}:${port}`}\r\nConnection: close\r\n\r\n`;
}

function receivedIn(text: string): Received | undefined {
  const json = /\{"at":.*\}/.exec(text);
  return json ? JSON.parse(json[0]) as Received : undefined;
}

answerQuestions(dial);
