import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { isAbsolutePath, relativePath } from '../../../base/posix-path';
import { quote } from '../../../base/quote';
import type { DynaKubeSpec } from '../../../dynatrace/dynakube';
import { databasesOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

/** Built-in mount paths of the pods of the database executor. */
function builtInMounts({ trustedCAs }: DynaKubeSpec): string[] {
  return ['/tmp', '/var/run/dynatrace/executor/token', '/var/ssl-certs/dynatrace', ...trustedCAs ? ['/var/ssl-certs/user'] : []];
}

/** The operator checks whether the relative path from the built-in mount starts with `../`. Therefore the parent folder of the mount is reserved too. */
function isReserved(mounted: string, path: string): boolean {
  return !relativePath(mounted, path).startsWith('../');
}

export const databaseMount: ObjectRule = {
  name: 'dynakube/database-mount',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    for (const { path: database, volumes, volumeMounts } of databasesOf(spec)) {
      for (const [position, { name, mountPath }] of volumeMounts.entries()) {
        const path = `${database}.volumeMounts[${position}]`;
        if (!volumes.some(volume => volume.name === name)) { yield `'${path}.name' must be the name of a volume of the same database, got ${quote(name)}; declare it in 'volumes'`; }
        const reserved = isAbsolutePath(mountPath) ? builtInMounts(spec).find(each => isReserved(each, mountPath)) : undefined;
        if (!isAbsolutePath(mountPath)) {
          yield `'${path}.mountPath' must be an absolute path, got ${quote(mountPath)}; begin it with a slash`;
        } else if (reserved !== undefined) {
          yield `'${path}.mountPath' must not overlap ${quote(reserved)}, where the executor has a built-in mount, got ${quote(mountPath)}; choose another folder`;
        }
      }
    }
  }),
};
