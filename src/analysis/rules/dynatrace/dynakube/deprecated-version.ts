import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import type { OneAgentMode } from '../../../dynakube';
import { hasPublicRegistryFlag, versionMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

const INSTEAD: Readonly<Record<OneAgentMode, string>> = {
  applicationMonitoring: "'codeModulesImage'",
  cloudNativeFullStack: "'image' and 'codeModulesImage'",
  hostMonitoring: "'image'",
  classicFullStack: "'image'",
};

export const deprecatedVersion: ObjectRule = {
  name: 'dynakube/deprecated-version',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    const { mode, options: { version = '' } } = versionMode(spec) ?? { options: {} };
    if (version === '') { return; }
    const remedy = hasPublicRegistryFlag(annotations) ? 'it is ignored with the public registry, leave it out' : `write ${INSTEAD[mode ?? 'hostMonitoring']} instead`;
    yield `'spec.oneAgent.${mode}.version' is deprecated, got ${quote(version)}; ${remedy}`;
  }),
};
