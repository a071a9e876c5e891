import { ChildProcess, spawn } from 'node:child_process';
import type { NetworkNamespace } from './network';

/** One of our scripts that runs in another network namespace, and answers questions. */
export class Peer<Question extends object, Answer extends object> {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private asked = 0;

  /** @param script a script that calls `answerQuestions` */
  public constructor(private readonly name: string, namespace: NetworkNamespace, script: string, args: readonly string[] = []) {
    const [command, commandArgs] = namespace.command(process.execPath, ...process.execArgv, script, ...args);
    this.process = spawn(command, commandArgs, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.process.on('message', ({ id, answer }: { id: number; answer: Answer }) => {
      this.waiting.get(id)?.resolve(answer);
      this.waiting.delete(id);
    });
    this.process.on('error', error => { this.fail(error.message); });
    this.process.on('close', code => { this.fail(`it ended with ${code}`); });
  }

  /**
   * Asks a question.
   *
   * @throws if there is no answer in time
   */
  public ask(question: Question, seconds = 60): Promise<Answer> {
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { reject(new Error(`${this.name} does not answer in ${seconds} s`)); }, seconds * 1000);
      this.waiting.set(id, {
        resolve: answer => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: error => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.process.send({ id, question });
    });
  }

  /** Kills the script. */
  public stop(): void {
    this.waiting.clear();
    this.process.kill('SIGKILL');
  }

  private fail(reason: string): void {
    for (const { reject } of this.waiting.values()) { reject(new Error(`${this.name} does not answer: ${reason}`)); }
    this.waiting.clear();
  }
}

/** The other side of a `Peer`: answers all questions. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    void answer(question).then(given => process.send?.({ id, answer: given }));
  });
}
