import { NO_PROGRESS, Progress, progressOn } from './progress';

/** Where a command reads its surroundings from, and writes to. */
export interface Console {
  /** Whether a person reads the results. */
  readonly color: boolean;
  /** What a person reads on standard error while a command works. Nobody does by default. */
  readonly progress?: Progress;
  out(text: string): void;
  /** Waits until the reader of the results has taken what was written. By default, it is taken at once. */
  drained?(): Promise<void>;
  err(text: string): void;
}

/** The console of the process. Colors are for terminals only; NO_COLOR turns them off, FORCE_COLOR on. */
export function processConsole(): Console {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const isWatched = process.stderr.isTTY === true && TERM !== 'dumb';
  const progress = isWatched ? progressOn(text => { process.stderr.write(text); }) : NO_PROGRESS;
  return {
    out: text => {
      progress.end();
      process.stdout.write(text);
    },
    // A reader that left makes an error, which ends the process.
    drained: () => new Promise(resolve => { process.stdout.write('', () => resolve()); }),
    err: text => {
      progress.end();
      process.stderr.write(text);
    },
    progress,
    color: FORCE_COLOR !== undefined && FORCE_COLOR !== '0' || process.stdout.isTTY === true && (NO_COLOR ?? '') === '',
  };
}
