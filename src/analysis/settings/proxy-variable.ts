const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);

/** Whether the value of a proxy's environment variable means true. */
export function isTrueVariable(value: string | undefined): boolean {
  return value !== undefined && TRUE.has(value);
}
