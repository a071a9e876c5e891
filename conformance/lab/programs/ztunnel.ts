import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { LabMissing } from '../machine/missing';

/** What to do on a machine without ztunnel. */
export const WITHOUT_ZTUNNEL = 'ztunnel is missing: no registry of packages has it; build it from the repository istio/ztunnel with "cargo build --release", '
  + 'and set the environment variable ZTUNNEL to the path of the program';

/**
 * The path of ztunnel, which the lab can't build: the environment variable `ZTUNNEL`. Undefined if it is not set.
 *
 * @throws LabMissing if it is no program
 */
export function ztunnelProgram(path = process.env.ZTUNNEL): string | undefined {
  if (path === undefined || path === '') { return undefined; }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new LabMissing(`ztunnel is missing: ZTUNNEL must be the path of the program, got ${JSON.stringify(path)}`);
  }
  return resolve(path);
}
