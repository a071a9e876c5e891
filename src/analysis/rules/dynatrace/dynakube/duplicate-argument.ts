import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { argumentsMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const HOST_TAG = '--set-host-tag';
const REPEATABLE = new Set(['--set-host-property', HOST_TAG]);

function keyOf(arg: string): string {
  return arg.split('=', 1)[0];
}

export const duplicateArgument: ObjectRule = {
  name: 'dynakube/duplicate-argument',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { args = [] } } = argumentsMode(spec) ?? { options: {} };
    const path = `spec.oneAgent.${mode}.args`;
    for (const key of duplicatesOf(args.map(keyOf).filter(each => !REPEATABLE.has(each)))) {
      yield `'${path}' must not have an argument twice, got ${quote(key)} twice; remove one, only --set-host-property and --set-host-tag may be repeated`;
    }
    for (const tag of duplicatesOf(args.filter(arg => keyOf(arg) === HOST_TAG).map(arg => arg.slice(HOST_TAG.length + 1)))) {
      yield `'${path}' must not set a host tag twice, got ${quote(`${HOST_TAG}=${tag}`)} twice; remove one`;
    }
  }),
};
