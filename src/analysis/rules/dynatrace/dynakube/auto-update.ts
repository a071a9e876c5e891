import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { AUTO_UPDATE_ANNOTATION } from '../../../dynatrace/dynakube';
import { daemonSetMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

// As the operator reads it: null counts as false.
const JSON_TRUTH = /^[ \t\r\n]*(?:true|false|null)[ \t\r\n]*$/;

export const autoUpdate: ObjectRule = {
  name: 'dynakube/auto-update',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    if (daemonSetMode(spec) && JSON_TRUTH.test(annotations[AUTO_UPDATE_ANNOTATION] ?? '')) {
      yield "'autoUpdate' of OneAgent is no longer a setting of the DynaKube; leave it and the annotation that the conversion made of it out, and set updates in the Dynatrace environment";
    }
  }),
};
