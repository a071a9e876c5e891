import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { argumentKey, argumentsOf, hasActiveGate, injectionMode } from '../../../dynatrace/dynakube-state';
import { networkZoneOf } from '../../../dynatrace/network-zone';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const ARGUMENT = '--set-network-zone';

export const networkZoneArgument: ObjectRule = {
  name: 'dynakube/network-zone-argument',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { path, args } = argumentsOf(spec);
    const argument = args.find(each => argumentKey(each) === ARGUMENT);
    const zone = argument?.slice(ARGUMENT.length + 1);
    const hasOthers = hasActiveGate(spec) || injectionMode(spec) !== undefined;
    if (!zone || networkZoneOf(zone) === networkZoneOf(spec.networkZone ?? '') || (!spec.networkZone && !hasOthers)) { return; }
    const others = spec.networkZone ? `in ${quote(spec.networkZone)} of 'spec.networkZone'` : 'in the default zone';
    yield `'${path}' put OneAgent on the nodes into the network zone ${quote(zone)}, but the ActiveGate and code modules are ${others}; `
      + "remove the argument, and set the zone in 'spec.networkZone' only";
  }),
};
