/** Seconds as a duration that Go reads, in the largest unit that needs no fraction: `90s`, `10m`, `2h`. */
export function goDuration(seconds: number): string {
  if (seconds === 0 || seconds % 60 !== 0) { return `${seconds}s`; }
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
