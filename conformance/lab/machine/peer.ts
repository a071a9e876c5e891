import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { NetworkNamespace } from './network';

/** The answer to a question, as a line of JSON. */
interface Line {
  readonly id: number;
  readonly answer?: object;
  readonly error?: string;
}

/** A program that answers questions, one line of JSON each, most often in another network namespace. */
export class Peer {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (answer: object) => void; reject: (error: Error) => void }>();
  private asked = 0;

  public constructor(private readonly name: string, namespace: Pick<NetworkNamespace, 'command'>, program: string, args: readonly string[]) {
    const [command, commandArgs] = namespace.command(program, ...args);
    this.process = spawn(command, commandArgs, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.stdin!.on('error', () => undefined);
    createInterface({ input: this.process.stdout! }).on('line', text => {
      const { id, answer, error } = JSON.parse(text) as Line;
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (answer) { waiting?.resolve(answer); } else { waiting?.reject(new Error(`${this.name} fails: ${error}`)); }
    });
    this.process.on('error', error => { this.fail(error.message); });
    this.process.on('close', code => { this.fail(`it ended with ${code}`); });
  }

  /**
   * Asks a question.
   *
   * @throws if there is no answer in time
   */
  public ask<Answer extends object>(question: object, seconds = 60): Promise<Answer> {
    this.asked += 1;
    const id = this.asked;
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`${this.name} does not answer in ${seconds} s`)); }, seconds * 1000);
      this.waiting.set(id, {
        resolve: answer => {
          clearTimeout(timer);
          resolve(answer as Answer);
        },
        reject: error => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.process.stdin!.write(`${JSON.stringify({ id, question })}\n`);
    });
  }

  /** Kills the program. */
  public stop(): void {
    this.waiting.clear();
    this.process.kill('SIGKILL');
  }

  private fail(reason: string): void {
    for (const { reject } of this.waiting.values()) { reject(new Error(`${this.name} does not answer: ${reason}`)); }
    this.waiting.clear();
  }
}
