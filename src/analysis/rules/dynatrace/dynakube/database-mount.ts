import { posix } from 'node:path';
import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import type { DynaKubeSpec } from '../../../dynatrace/dynakube';
import { databasesOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

/** Where the pods of the database executor have something mounted anyway. */
function builtIn({ trustedCAs }: DynaKubeSpec): string[] {
  return ['/tmp', '/var/run/dynatrace/executor/token', '/var/ssl-certs/dynatrace', ...trustedCAs ? ['/var/ssl-certs/user'] : []];
}

/** The operator looks whether the way from the one to the other begins by going up and on, so that the parent folder itself is in the way too. */
function isInTheWay(mounted: string, path: string): boolean {
  return !posix.relative(mounted, path).startsWith('../');
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
        if (!volumes.some(volume => volume.name === name)) { yield `'${path}.name' must be that of a volume of the same database, got ${quote(name)}; declare it in 'volumes'`; }
        const taken = posix.isAbsolute(mountPath) ? builtIn(spec).find(each => isInTheWay(each, mountPath)) : undefined;
        if (!posix.isAbsolute(mountPath)) {
          yield `'${path}.mountPath' must be an absolute path, got ${quote(mountPath)}; begin it with a slash`;
        } else if (taken !== undefined) {
          yield `'${path}.mountPath' must keep away from ${quote(taken)}, which the executor has mounted itself, got ${quote(mountPath)}; take another folder`;
        }
      }
    }
  }),
};
