import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { AUTO_UPDATE_ANNOTATION } from '../../../dynatrace/dynakube';
import { daemonSetMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

// The operator reads the value as JSON, and null as false.
const JSON_BOOLEAN = /^[ \t\r\n]*(?:true|false|null)[ \t\r\n]*$/;

export const autoUpdate: ObjectRule = {
  name: 'dynakube/auto-update',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    if (daemonSetMode(spec) && JSON_BOOLEAN.test(annotations[AUTO_UPDATE_ANNOTATION] ?? '')) {
      yield `'autoUpdate' of OneAgent is no longer a setting of the DynaKube; remove it and the annotation "${AUTO_UPDATE_ANNOTATION}", and configure updates in the Dynatrace environment`;
    }
  }),
};
