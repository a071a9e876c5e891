import { parseArgs } from 'node:util';

/** The options that a program knows, by name. */
type Known = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/** The values of options; undefined for an option that is not given. */
type Values<T extends Known> = { readonly [Name in keyof T]?: T[Name]['type'] extends 'boolean' ? boolean : string };

/** The command line is wrong. The message explains why, and the program then shows its usage. */
export class UsageError extends Error {}

/**
 * Runs a program, and ends the process with the exit code that it returns: 2 after a `UsageError`, 1 after any other error.
 *
 * @param usage shown after a `UsageError`
 */
export async function runCommand(usage: string, command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const isUsage = error instanceof UsageError;
    console.error(isUsage ? `${error.message}\n${usage}` : describeError(error));
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** A mistake in the program is shown with its stack; an error that was thrown on purpose, with its message only. */
function describeError(error: unknown): unknown {
  return error instanceof Error && Object.getPrototypeOf(error) === Error.prototype ? error.message : error;
}

/**
 * The options on a command line that consists of options only.
 *
 * @throws UsageError if there is something else, or an unknown option
 */
export function optionsIn<T extends Known>(args: readonly string[], options: T): Values<T> {
  try {
    return parseArgs({ args: [...args], options }).values as Values<T>;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * The whole number that an option sets; undefined without the option.
 *
 * @throws UsageError if the text is not a whole number of up to 10 digits
 */
export function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) { return undefined; }
  if (!/^[0-9]{1,10}$/.test(text)) { throw new UsageError(`'--${name}' must be a number, got "${text}"`); }
  return Number(text);
}

/** Seconds since a moment in milliseconds, rounded. */
export function secondsSince(start: number): number {
  return Math.round((Date.now() - start) / 1000);
}
