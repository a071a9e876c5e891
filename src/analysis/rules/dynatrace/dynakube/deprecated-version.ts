import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import type { OneAgentMode } from '../../../dynatrace/dynakube';
import { hasPublicRegistryFlag, versionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

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
    const remedy = hasPublicRegistryFlag(annotations) ? 'remove it, because the operator ignores it with the public registry' : `set ${INSTEAD[mode ?? 'hostMonitoring']} instead, or remove it if a platform token turns on the public registry`;
    yield `'spec.oneAgent.${mode}.version' is deprecated, got ${quote(version)}; ${remedy}`;
  }),
};
