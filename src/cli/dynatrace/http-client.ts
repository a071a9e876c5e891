import type { Proxy } from './proxy';
import { ConnectionCut, getOnce, ProxyFailure, ProxyRefusal } from './request';
import { retryAfterMs, waitBeforeRetry } from './retry';

/** Much more than the answer for a thousand ActiveGates. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Answers that another attempt may change. */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Errors that another attempt does not change. The others are those of the network. */
const LASTING_ERRORS = /^(?:ENOTFOUND|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO|HPE_)/;

/** An answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Scheme and host of the header `location`, if it has one. */
  readonly redirectsTo?: string;
  readonly body: Buffer;
}

/** No answer came, with the reason in words. */
export class NoAnswer extends Error {}

/** How to connect, and how long to wait. */
export interface HttpOptions {
  readonly proxy?: Proxy;
  /** Certificate authorities in PEM. */
  readonly authorities?: readonly string[];
  /** How many attempts there are. */
  readonly attempts: number;
  /** The most time of an attempt. */
  readonly attemptMs: number;
  /** The most time of all attempts. */
  readonly totalMs: number;
  /** Receives a line before each further attempt. */
  readonly onRetry: (reason: string, waitMs: number) => void;
  /** Waits. Replaced by tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** Asks for documents by HTTP, several times if it must. It follows no redirect, so that the headers reach no other host. */
export class HttpClient {
  public constructor(private readonly options: HttpOptions) {}

  /**
   * The answer to a GET request, whatever its status.
   *
   * @throws NoAnswer if none came, or only ones that tell to come back later
   */
  public async get(url: URL, headers: Readonly<Record<string, string>>): Promise<HttpAnswer> {
    const { attempts, totalMs, onRetry, wait = sleep } = this.options;
    const end = Date.now() + totalMs;
    for (let attempt = 1; ; attempt++) {
      const { answer, fault } = await this.attempt(url, headers, end);
      if (fault === undefined) { return answer; }
      if (!fault.isPassing) { throw new NoAnswer(fault.reason); }
      if (attempt === attempts) { throw new NoAnswer(attempts === 1 ? fault.reason : `${fault.reason}, also at attempt ${attempts}`); }
      const waitMs = waitBeforeRetry(attempt, Math.random(), fault.retryAfterMs);
      if (Date.now() + waitMs >= end) {
        throw new NoAnswer(`${fault.reason}, and the next attempt would be in ${seconds(waitMs)}, after the end of --timeout (${seconds(totalMs)})`);
      }
      onRetry(fault.reason, waitMs);
      await wait(waitMs);
    }
  }

  private async attempt(url: URL, headers: Readonly<Record<string, string>>, end: number): Promise<Attempt> {
    const { attemptMs, proxy, authorities } = this.options;
    const limitMs = Math.max(1, Math.min(attemptMs, end - Date.now()));
    const signal = AbortSignal.timeout(limitMs);
    try {
      const response = await getOnce({ url, headers, proxy, authorities, signal });
      const { statusCode = 0, headers: received } = response;
      const answer = {
        status: statusCode,
        contentType: received['content-type'] ?? '',
        ...redirectOf(url, received.location ?? ''),
        body: await readAtMost(response, MAX_ANSWER_BYTES),
      };
      // Without a length, an answer that is given up looks like one that ends.
      if (signal.aborted || !response.complete) { throw new ConnectionCut(); }
      const isPassing = RETRIED_STATUSES.has(statusCode);
      return isPassing ? { fault: { isPassing, reason: `it answers ${statusCode}`, retryAfterMs: retryAfterMs(received['retry-after'], Date.now()) } } : { answer };
    } catch (error) {
      return { fault: faultOf(error, signal.aborted, limitMs) };
    }
  }
}

/** Why an attempt failed. */
interface Fault {
  readonly reason: string;
  /** Whether another attempt may succeed. */
  readonly isPassing: boolean;
  readonly retryAfterMs?: number;
}

/** What came of an attempt. */
type Attempt = { readonly answer: HttpAnswer; readonly fault?: undefined } | { readonly answer?: undefined; readonly fault: Fault };

/** An answer that is larger than any real one. */
class TooLarge extends Error {}

async function readAtMost(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > limit) { throw new TooLarge(); }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The reason in words. The messages of errors are not shown: some repeat what was sent. */
function faultOf(error: unknown, isLate: boolean, limitMs: number): Fault {
  if (error instanceof TooLarge) { return { isPassing: false, reason: `its answer has more than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB, which no list of endpoints has` }; }
  if (isLate) { return { isPassing: true, reason: `it has not answered completely within ${seconds(limitMs)}` }; }
  if (error instanceof ProxyRefusal) {
    const { status } = error;
    return { isPassing: status >= 500, reason: `the proxy refuses the connection with ${status}${status === 407 ? ': set HTTPS_PROXY with a user and password' : ''}` };
  }
  if (error instanceof ProxyFailure) {
    const { reason, isPassing } = faultOf(error.cause, isLate, limitMs);
    return { isPassing, reason: `the proxy failed: ${reason}` };
  }
  const { code = '' } = error as { readonly code?: string };
  return { isPassing: !LASTING_ERRORS.test(code), reason: reasonOf(code) };
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOTFOUND': case 'EAI_AGAIN': return 'its name is not known to DNS';
    case 'ECONNREFUSED': return 'it refuses the connection';
    case 'ECONNRESET': case 'EPIPE': return 'it cut the connection';
    case 'ETIMEDOUT': case 'EHOSTUNREACH': case 'ENETUNREACH': return 'it can\'t be reached';
    case 'CERT_HAS_EXPIRED': return 'its certificate has expired';
    case 'ERR_TLS_CERT_ALTNAME_INVALID': return 'its certificate is for another host';
    default:
      if (/^ERR_SSL_.*ALERT.*CERTIFICATE/.test(code)) { return 'it asks for a certificate of the client, and this command has none'; }
      if (/CERT|ISSUER|SIGNATURE/.test(code)) { return 'its certificate is not from a known authority: pass the authority\'s certificate with --ca-file'; }
      if (/^(?:ERR_TLS|ERR_SSL|EPROTO)/.test(code)) { return 'it does not speak TLS there'; }
      if (/^HPE_/.test(code)) { return 'it does not answer in HTTP'; }
      return code === '' ? 'the connection failed' : `the connection failed (${code})`;
  }
}

function redirectOf(url: URL, location: string): { readonly redirectsTo?: string } {
  return location !== '' && URL.canParse(location, url.href) ? { redirectsTo: new URL(location, url).origin } : {};
}

/** A time for people. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => { setTimeout(resolve, ms); });
}
