import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { quote } from '../../../base/quote';
import { argumentsOf } from '../../../dynatrace/dynakube-state';
import { featureFlag } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { hasControlCharacter } from '../../../syntax/control-characters';

export const controlCharacter: ObjectRule = {
  name: 'dynakube/control-character',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    const { path: argsPath, args } = argumentsOf(spec);
    const texts: readonly (readonly [string, readonly string[]])[] = [
      ['spec.networkZone', [spec.networkZone ?? '']],
      ['spec.oneAgent.hostGroup', [spec.oneAgent?.hostGroup ?? '']],
      ['metadata.annotations["feature.dynatrace.com/no-proxy"]', [featureFlag(annotations, 'no-proxy') ?? '']],
      [argsPath, args],
      ['spec.templates.logMonitoring.args', spec.templates?.logMonitoring?.args ?? []],
    ];
    for (const [path, values] of texts) {
      const value = values.find(hasControlCharacter);
      if (value !== undefined) { yield `'${path}' must not contain a newline, tab, carriage return or NUL, got ${quote(value)}; remove the character`; }
    }
  }),
};
