import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { lines } from './lines';
import type { Mesh } from './question';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import type { Upstream } from '../../src/analysis/findings/upstream';
import type { ReachQuestion } from '../../src/analysis/reach/reachability';

/** What a judge reports about one object. */
export interface JudgeFinding {
  /** Index of the object; null for a finding about the mesh. */
  readonly object: number | null;
  readonly upstream: Upstream;
  readonly severity: string;
  readonly message: string;
}

/** A judge's answer about one connection: a verdict, or why there is none. */
export interface JudgeAnswer {
  readonly verdict?: string;
  readonly service?: string;
  readonly port?: number;
  readonly because?: readonly string[];
  readonly error?: string;
}

/** A judge's answer to one request. */
export interface JudgeResponse {
  readonly id: unknown;
  readonly findings?: readonly JudgeFinding[];
  /** Findings that the judge leaves out as wrong, because an analyzer overlooks what the software does. */
  readonly overlooking?: readonly JudgeFinding[];
  readonly answers?: readonly JudgeAnswer[];
  /** Objects that the operator makes. */
  readonly objects?: readonly KubernetesObject[];
  /** Why the operator makes no objects, by component. */
  readonly failed?: Readonly<Record<string, string>>;
  readonly error?: string;
}

/** The parts of a DynaKube with `enableIstio` from which the operator makes its objects of Istio. */
export interface OperatorIstioRequest {
  readonly kind: 'operator-istio';
  readonly name: string;
  readonly namespace: string;
  readonly apiUrl: string;
  /** The list of endpoints for OneAgent. */
  readonly endpoints: string;
  readonly activeGateEndpoints: string;
}

/** A request without its id, which the sender adds. */
export type JudgeRequest =
  | OperatorIstioRequest
  | Mesh & ({ readonly kind: 'findings' } | { readonly kind: 'reach'; readonly questions: readonly ReachQuestion[] });

/** Something that answers questions. */
export interface Answering {
  ask(request: JudgeRequest): Promise<JudgeResponse>;
}

/** The judge is missing on this machine. */
export class JudgeMissing extends Error {}

/** Real software that answers questions: a program that reads and writes JSON lines, kept running. */
export class Judge implements Answering {
  /**
   * Starts a judge and waits until it answers. This may build the judge.
   *
   * @throws JudgeMissing if the program ends instead; its message is the program's
   */
  public static async start(path: string, args: readonly string[] = []): Promise<Judge> {
    const judge = new Judge(spawn(path, args, { stdio: 'pipe' }));
    try {
      await judge.ask({ kind: 'findings', objects: [] });
    } catch (error) {
      throw new JudgeMissing((error as Error).message);
    }
    return judge;
  }

  private readonly waiting = new Map<unknown, { resolve: (response: JudgeResponse) => void; reject: (error: Error) => void }>();
  private readonly ended: Promise<void>;
  private errors = '';
  private over: Error | undefined;
  private asked = 0;

  private constructor(private readonly process: ChildProcessWithoutNullStreams) {
    process.stderr.setEncoding('utf8').on('data', (text: string) => { this.errors = (this.errors + text).slice(-10_000); });
    // A judge that has ended is noticed on standard output.
    process.stdin.on('error', () => undefined);
    const closed = new Promise<void>(resolve => {
      process.on('error', error => {
        this.errors += error.message;
        resolve();
      });
      process.on('close', () => { resolve(); });
    });
    this.ended = this.listen().then(() => closed).then(() => { this.fail(); });
  }

  /**
   * Asks one question. Any number of questions may be asked at a time.
   *
   * @throws if the judge ends before it has answered
   */
  public ask(request: JudgeRequest): Promise<JudgeResponse> {
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(this.over);
        return;
      }
      this.asked += 1;
      this.waiting.set(this.asked, { resolve, reject });
      this.process.stdin.write(`${JSON.stringify({ id: this.asked, ...request })}\n`);
    });
  }

  /** Lets the judge answer the open questions, and end. */
  public async close(): Promise<void> {
    this.process.stdin.end();
    await this.ended;
  }

  private async listen(): Promise<void> {
    try {
      for await (const line of lines(this.process.stdout)) {
        const response = JSON.parse(line) as JudgeResponse;
        this.waiting.get(response.id)?.resolve(response);
        this.waiting.delete(response.id);
      }
    } catch (error) {
      this.errors += (error as Error).message;
    }
  }

  private fail(): void {
    this.over = new Error(this.errors.trim() || 'the judge ended without a message');
    for (const { reject } of this.waiting.values()) { reject(this.over); }
    this.waiting.clear();
  }
}
