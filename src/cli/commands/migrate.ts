import type { Command } from 'commander';
import { stringify } from 'yaml';
import { groupKindOf, versionOf } from '../../analysis/base/group-kind';
import { describeRef, refOf } from '../../analysis/base/object-ref';
import { quote } from '../../analysis/base/quote';
import { canMigrate, MIGRATED_VERSIONS, migrate } from '../../analysis/migration/migrate';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { writeResult } from '../base/output';
import { UsageError } from '../base/usage-error';
import type { LoadedObject } from '../input/load-document';
import { failOfInput, warnOfProblems } from '../session/input-problems';
import { load } from '../session/prepare';

const KINDS: ReadonlySet<string> = new Set(['dynatrace.com/DynaKube', 'dynatrace.com/OneAgent', 'dynatrace.com/OneAgentAPM']);

interface MigrateOptions {
  readonly output?: string;
}

/** `migrate`: older custom resources of Dynatrace as DynaKubes of today. */
export function addMigrate(program: Command, console: Console, end: (code: ExitCode) => void): void {
  program.command('migrate').description('write older DynaKubes, OneAgents and OneAgentAPMs as DynaKubes of dynatrace.com/v1beta6')
    .argument('<files...>', 'files and folders with custom resources, or "-" for standard input')
    .option('-o, --output <file>', 'write the DynaKubes to a file instead of standard output')
    .addHelpText('after', `
What a DynaKube cannot have any more is on standard error, and makes the exit code 1.

Examples:
  $ cdk8s-istio-oneagent migrate oneagent.yaml --output dynakube.yaml
  $ kubectl get dynakubes -A -o yaml | cdk8s-istio-oneagent migrate -`)
    .action((files: string[], { output }: MigrateOptions) => {
      const { objects, problems } = load(files, console.progress);
      warnOfProblems(problems, console);
      const resources = objects.filter(({ object }) => KINDS.has(groupKindOf(object)));
      if (resources.length === 0) { throw new UsageError('there is no DynaKube, OneAgent or OneAgentAPM of dynatrace.com among the objects'); }
      checkResources(resources);
      const migrations = resources.map(({ object, source, within }, index) => {
        return { ref: refOf(object, index), place: source.placeOf(within), ...migrate(object) };
      });
      writeResult(migrations.map(({ manifest }) => stringify(manifest, { aliasDuplicateObjects: false })).join('---\n'), console, output);
      for (const { ref, place, notCarried } of migrations) {
        for (const { field, value, reason } of notCarried) {
          console.err(`${place.file}:${place.line}: ${describeRef(ref)}: '${field}'${value === undefined ? '' : ` (${value})`} is not carried over: ${reason}\n`);
        }
      }
      end(failOfInput(problems) ?? (migrations.some(({ notCarried }) => notCarried.length > 0) ? ExitCode.FINDINGS : ExitCode.OK));
    });
}

/** Refuses what can't be migrated, and what would get the name of another. */
function checkResources(resources: readonly LoadedObject[]): void {
  const seen = new Map<string, string>();
  for (const { object, source, within } of resources) {
    const place = source.placeOf(within);
    const name = describeRef(refOf(object, 0));
    if (!canMigrate(object)) {
      const known = object.kind === 'DynaKube' ? MIGRATED_VERSIONS : ['v1alpha1'];
      throw new UsageError(`${place.file}:${place.line}: ${name} must have the version ${known.join(', ')}, got ${quote(versionOf(object))}`);
    }
    const { namespace, name: own } = refOf(object, 0);
    const other = seen.get(`${namespace}/${own}`);
    if (other !== undefined) { throw new UsageError(`${place.file}:${place.line}: ${name} and ${other} would become the same DynaKube; rename one of them`); }
    seen.set(`${namespace}/${own}`, name);
  }
}
