/** Whether a value is the number of a port. */
export function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** Whether a field that may be left out holds what cannot be a port: 0 counts as left out. */
export function isBadOptionalPort(value: unknown): boolean {
  return typeof value === 'number' && value !== 0 && !isPort(value);
}
