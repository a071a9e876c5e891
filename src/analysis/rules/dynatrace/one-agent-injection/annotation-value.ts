import { posix } from 'node:path';
import { quote, quoteAll } from '../../../base/quote';
import { truthOf } from '../../../dynatrace/dynatrace-feature-flags';
import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, OperatorVersion, operatorVersionOf } from '../../../settings/operator-version';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const TRUTH: readonly string[] = ['true', 'false'];

/** The annotations of pods that take a few values only, with the version of the operator that a value came with. */
const VALUES: Readonly<Record<string, Readonly<Record<string, OperatorVersion | undefined>>>> = {
  [INJECTION_ANNOTATIONS.FLAVOR]: { default: undefined, musl: undefined },
  [INJECTION_ANNOTATIONS.VOLUME_TYPE]: { csi: undefined, ephemeral: undefined, image: '1.11' },
  [INJECTION_ANNOTATIONS.FAILURE_POLICY]: { silent: undefined, fail: undefined },
};

/** The annotations that the operator reads as truth values, in any spelling that Go has for them. */
const TRUTHS: readonly string[] = [
  INJECTION_ANNOTATIONS.ALL,
  INJECTION_ANNOTATIONS.ONE_AGENT,
  INJECTION_ANNOTATIONS.METADATA_ENRICHMENT,
  INJECTION_ANNOTATIONS.OTLP_EXPORTER_CONFIGURATION,
  INJECTION_ANNOTATIONS.SPLIT_MOUNTS,
];

export const annotationValue: ObjectRule = {
  name: 'one-agent-injection/annotation-value',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Pod', ...TEMPLATED_KINDS],
  * check(object, settings) {
    for (const [name, value] of Object.entries(podAnnotations(object))) {
      const values = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
      const known = values
        ? Object.keys(values).filter(each => values[each] === undefined || isOperatorAtLeast(operatorVersionOf(settings), values[each]))
        : TRUTHS.includes(name) || name.startsWith(CONTAINER_INJECTION_PREFIX) ? TRUTH : undefined;
      const isTruth = TRUTHS.includes(name) && truthOf(value) !== undefined;
      if (known && !known.includes(value) && !isTruth) { yield `'${name}' takes ${quoteAll(known)}, got ${quote(value)}, which means nothing to the operator`; }
      if (name === INJECTION_ANNOTATIONS.INSTALL_PATH && !isInstallPath(value)) {
        yield `'${name}' takes an absolute path without blank, comma, colon, "." and "..", got ${quote(value)}; the default is "/opt/dynatrace/oneagent-paas"`;
      }
    }
  },
};

function isInstallPath(path: string): boolean {
  return posix.isAbsolute(path) && path !== '/' && !/[\s\0,:]/.test(path) && !path.endsWith('/') && posix.normalize(path) === path;
}
