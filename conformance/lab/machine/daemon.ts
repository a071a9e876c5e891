import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOG_LINES = 15;
const PAUSE_MILLISECONDS = 50;

/** How a program is started. */
export interface DaemonOptions {
  /** Name of the program in messages and of its log file. */
  readonly name: string;
  /** Folder of the log, `<name>.log`. */
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** User that owns the log, and can therefore open `/dev/stdout`. */
  readonly logOwner?: number;
}

/** A program that runs until it is stopped, with its own log. */
export class Daemon {
  private readonly log: string;
  private readonly name: string;
  private readonly process: ChildProcess;
  private readonly closed: Promise<void>;
  private failure: string | undefined;

  public constructor({ name, folder, command, args, env, logOwner }: DaemonOptions) {
    this.name = name;
    this.log = join(folder, `${name}.log`);
    const log = openSync(this.log, 'a');
    if (logOwner !== undefined) { fchownSync(log, logOwner, logOwner); }
    this.process = spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
    closeSync(log);
    this.closed = new Promise(resolve => {
      this.process.on('error', error => {
        this.failure = error.message;
        resolve();
      });
      this.process.on('close', (code, signal) => {
        this.failure ??= `it ended with ${code ?? signal}`;
        resolve();
      });
    });
  }

  /**
   * Waits until a condition is met.
   *
   * @param what the condition, as the end of "etcd is not"
   * @param check whether the condition is met; if it throws, it is not met yet
   * @throws after `seconds`, or once the program has ended, with the last lines of its log
   */
  public async until(what: string, seconds: number, check: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      if (this.failure !== undefined) { throw new Error(`${this.name} is not ${what}: ${this.failure}\n${this.lastLines()}`); }
      let reason = '';
      try {
        if (await check()) { return; }
      } catch (error) {
        reason = ` (${(error as Error).message})`;
      }
      if (Date.now() > deadline) { throw new Error(`${this.name} is not ${what} after ${seconds} s${reason}\n${this.lastLines()}`); }
      await pause(PAUSE_MILLISECONDS);
    }
  }

  /** The log so far. */
  public logged(): string {
    return readFileSync(this.log, 'utf8');
  }

  /** The end of the log, for messages. */
  public lastLines(): string {
    return this.logged().trimEnd().split('\n').slice(-LOG_LINES).map(line => `  ${this.name}: ${line}`).join('\n');
  }

  /** Kills the program. */
  public async stop(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.closed;
  }
}
