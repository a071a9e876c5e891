import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LabMissing } from '../machine/missing';
import { run } from '../machine/run';

/** @throws LabMissing if the installed git lacks the program that serves repositories */
export function requireGitServer(): void {
  if (existsSync(join(run('git', ['--exec-path']).trim(), 'git-http-backend'))) { return; }
  throw new LabMissing('git http-backend is missing: it serves the repository; install all of git, with "apt-get install git"');
}

/** Serves the bare repositories in a folder by smart HTTP on the loopback: each request is one run of `git http-backend`, git's own CGI program. */
export class GitServer {
  /**
   * Starts the server.
   *
   * @param port 0 uses a free port
   */
  public static start(folder: string, port: number): Promise<GitServer> {
    const server = createServer((request, response) => { runBackend(folder, request, response); });
    return new Promise((resolve, reject) => {
      server.on('error', reject).listen(port, '127.0.0.1', () => { resolve(new GitServer(server)); });
    });
  }

  private constructor(private readonly server: Server) {}

  /** The URL of a repository in the folder. */
  public urlOf(name: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}`;
  }

  /** Stops the server, and closes the connections that clients keep. */
  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

function runBackend(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const header = (name: string): string => String(request.headers[name] ?? '');
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: header('git-protocol'),
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  const parts: Buffer[] = [];
  backend.on('error', () => { response.writeHead(500).end(); });
  backend.stdin.on('error', () => undefined);
  backend.stdout.on('data', (part: Buffer) => { parts.push(part); }).on('end', () => { answer(Buffer.concat(parts), response); });
  request.pipe(backend.stdin);
}

/** Turns the output of a CGI program into an answer: headers, one of which may be the status, a blank line, and the body. */
function answer(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) {
    response.writeHead(500).end();
    return;
  }
  for (const line of output.subarray(0, end).toString('latin1').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === 'status') { response.statusCode = Number.parseInt(value, 10); } else { response.setHeader(name, value); }
  }
  response.end(output.subarray(end + 4));
}
