/** What a person reads while a command works. */
export interface Progress {
  /** What is done now. Shown if the command works for over a second. */
  show(text: () => string): void;
  /** What begins now, and takes over a second. */
  begin(text: string): void;
  /** Removes what was shown. */
  end(): void;
}

/** Shows nothing. */
export const NO_PROGRESS: Progress = { show: () => undefined, begin: () => undefined, end: () => undefined };

/** Nothing is shown before. */
const PATIENCE_MS = 1000;

/** The time between two changes of the text. */
const PAUSE_MS = 100;

const CLEAR_LINE = '\r\x1b[K';

/** Shows progress on one line of a terminal. Commands work without a pause, so there is no timer: they call often. */
export function progressOn(terminal: (text: string) => void, now: () => number = Date.now): Progress {
  const start = now();
  let last = 0;
  let isShown = false;
  const write = (text: string) => {
    last = now();
    isShown = true;
    terminal(`${CLEAR_LINE}${text} …`);
  };
  return {
    show: text => { if (now() - start >= PATIENCE_MS && now() - last >= PAUSE_MS) { write(text()); } },
    begin: write,
    end: () => {
      if (isShown) { terminal(CLEAR_LINE); }
      isShown = false;
    },
  };
}
