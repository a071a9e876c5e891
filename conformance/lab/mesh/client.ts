/**
 * The client of a workload: opens connections, and tells what came of each. Runs in the network namespace of a pod.
 */
import { connect, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { endpoint } from './endpoint';
import type { Received } from './outside';
import { answerQuestions } from '../machine/peer';

/** A connection that is to be opened. */
export interface Dial {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp';
  /** Host of a plain text request, or server name of TLS. */
  readonly host?: string;
}

/** What came of it. */
export interface Dialled {
  /** Address and port that the client had, such as `10.244.0.10:40000`. */
  readonly from?: string;
  /** What the server tells; undefined if there is no answer from it. */
  readonly received?: Received;
  /** What happened instead. */
  readonly error?: string;
}

const ANSWER_MILLISECONDS = 10_000;
/** Below those that the kernel gives, above the proxy's own. */
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
      // Whether bytes flow is the question, not who answers: that the server says itself.
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
 * A port that no other connection has. Left to itself, the kernel gives one to several connections that go to different addresses; redirected to the
 * proxy they all go to one, so it would change the ports on the way, and nobody could tell whose connection the proxy speaks of.
 */
function localPort(): number {
  nextPort = nextPort < LOCAL_PORTS.to ? nextPort + 1 : LOCAL_PORTS.from;
  return nextPort;
}

function greeting({ protocol, host, address, port }: Dial): string {
  // Nothing that may still become a request: the proxy waits until it knows.
  if (protocol !== 'http') { return '\0lab\n'; }
  const name = host ?? (address.includes(':') ? `[${address}]` : address);
  return `GET / HTTP/1.1\r\nHost: ${port === 80 ? name : `${name}:${port}`}\r\nConnection: close\r\n\r\n`;
}

function receivedIn(text: string): Received | undefined {
  const json = /\{"at":.*\}/.exec(text);
  return json ? JSON.parse(json[0]) as Received : undefined;
}

answerQuestions(dial);
