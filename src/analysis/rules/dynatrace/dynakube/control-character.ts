import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { hasControlCharacter } from '../../../control-characters';
import { argumentsMode } from '../../../dynakube-state';
import { featureFlag } from '../../../dynatrace-feature-flags';
import { Severity } from '../../../finding';
import { quote } from '../../../quote';
import type { ObjectRule } from '../../../rule';

export const controlCharacter: ObjectRule = {
  name: 'dynakube/control-character',
  severity: Severity.ERROR,
  upstream: 'operator',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec, annotations }) {
    const { mode, options } = argumentsMode(spec) ?? {};
    const texts: readonly (readonly [string, readonly string[]])[] = [
      ['spec.networkZone', [spec.networkZone ?? '']],
      ['spec.oneAgent.hostGroup', [spec.oneAgent?.hostGroup ?? '']],
      ['metadata.annotations["feature.dynatrace.com/no-proxy"]', [featureFlag(annotations, 'no-proxy') ?? '']],
      [`spec.oneAgent.${mode}.args`, options?.args ?? []],
      ['spec.templates.logMonitoring.args', spec.templates?.logMonitoring?.args ?? []],
    ];
    for (const [path, values] of texts) {
      const value = values.find(hasControlCharacter);
      if (value !== undefined) { yield `'${path}' must be without newline, tab, carriage return and NUL, got ${quote(value)}`; }
    }
  }),
};
