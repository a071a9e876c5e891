/** Where a command reads its surroundings from, and writes to. */
export interface Console {
  /** Whether a person reads the results. */
  readonly color: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** The console of the process. Colors are for terminals only; NO_COLOR turns them off, FORCE_COLOR on. */
export function processConsole(): Console {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return {
    out: text => { process.stdout.write(text); },
    err: text => { process.stderr.write(text); },
    color: FORCE_COLOR !== undefined && FORCE_COLOR !== '0' || process.stdout.isTTY === true && (NO_COLOR ?? '') === '',
  };
}
