/** The highest port number. */
export const MAX_PORT = 65535;

/** The value if it is a port number, otherwise undefined. */
export function portNumberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PORT ? value : undefined;
}
