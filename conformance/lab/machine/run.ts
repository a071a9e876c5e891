import { spawnSync } from 'node:child_process';

/**
 * Runs a short program, waits for its end, and returns its standard output.
 *
 * @throws if it fails; the message holds what it wrote
 */
export function run(command: string, args: readonly string[], input = ''): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 64 * 1024 * 1024 });
  if (error) { throw error; }
  if (status !== 0) { throw new Error(`"${command} ${args.join(' ')}" failed: ${stderr.trim() || stdout.trim()}`); }
  return stdout;
}
