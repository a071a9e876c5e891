import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { versionMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

// The operator does not escape the dots, so each of them matches any character. The version must be a semantic version too.
const VERSION = /^[0-9]+.[0-9]+.[0-9]+.[0-9]{8}-[0-9]{6}$/;

const NUMBER = '(?:0|[1-9][0-9]*)';
const PRERELEASE = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
const SEMANTIC_VERSION = new RegExp(`^v${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER}(?:-${PRERELEASE}(?:\\.${PRERELEASE})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`);

/** Checks the first three parts only, as the operator does. */
function isSemanticVersion(version: string): boolean {
  const text = version.split('.').slice(0, 3).join('.');
  return SEMANTIC_VERSION.test(text.startsWith('v') ? text : `v${text}`);
}

export const oneAgentVersion: ObjectRule = {
  name: 'dynakube/one-agent-version',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { mode, options: { version = '' } } = versionMode(spec) ?? { options: {} };
    if (version !== '' && !(VERSION.test(version) && isSemanticVersion(version))) {
      yield `'spec.oneAgent.${mode}.version' must have the form "1.283.132.20240205-143805", got ${quote(version)}; set an image instead, because versions are deprecated`;
    }
  }),
};
