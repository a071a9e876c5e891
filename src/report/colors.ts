/** Colors a text for a terminal, or leaves it as it is. */
export interface Colors {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  blue(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

const CODES = { red: 31, yellow: 33, green: 32, blue: 34, bold: 1, dim: 2 } as const;

/** Colors if they are wanted, otherwise none. */
export function colors(wanted: boolean): Colors {
  const paint = (code: number) => (text: string) => wanted ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    red: paint(CODES.red),
    yellow: paint(CODES.yellow),
    green: paint(CODES.green),
    blue: paint(CODES.blue),
    bold: paint(CODES.bold),
    dim: paint(CODES.dim),
  };
}

/** The color of a severity. */
export function severityColor(severity: 'error' | 'warning' | 'info', paint: Colors): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, info: paint.blue }[severity];
}

/** A text from a file on a terminal: without characters that the terminal would obey. */
export function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}
