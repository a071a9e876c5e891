import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { duplicatesOf } from '../../../base/duplicates';
import { quote } from '../../../base/quote';
import { argumentKey, argumentsOf } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const HOST_TAG = '--set-host-tag';
const REPEATABLE = new Set(['--set-host-property', HOST_TAG]);

export const duplicateArgument: ObjectRule = {
  name: 'dynakube/duplicate-argument',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { path, args } = argumentsOf(spec);
    for (const key of duplicatesOf(args.map(argumentKey).filter(each => !REPEATABLE.has(each)))) {
      yield `'${path}' must not have an argument twice, got ${quote(key)} twice; remove one, only --set-host-property and --set-host-tag may be repeated`;
    }
    for (const tag of duplicatesOf(args.filter(arg => argumentKey(arg) === HOST_TAG).map(arg => arg.slice(HOST_TAG.length + 1)))) {
      yield `'${path}' must not set a host tag twice, got ${quote(`${HOST_TAG}=${tag}`)} twice; remove one`;
    }
  }),
};
