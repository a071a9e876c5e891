/** Whether a value is a port number. */
export function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** Whether an optional field is not a valid port number. 0 counts as not set. */
export function isBadOptionalPort(value: unknown): boolean {
  return typeof value === 'number' && value !== 0 && !isPort(value);
}
