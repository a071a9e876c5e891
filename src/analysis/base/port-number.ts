/** The highest port. */
export const MAX_PORT = 65535;

/** A port number that a value is; undefined if it is none. */
export function portNumberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PORT ? value : undefined;
}
