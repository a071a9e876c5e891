import { isAbsolutePath, normalizePath } from '../../../base/posix-path';
import { quote, quoteAll } from '../../../base/quote';
import { parseBoolean } from '../../../dynatrace/dynatrace-feature-flags';
import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS } from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { isOperatorAtLeast, OperatorVersion, operatorVersionOf } from '../../../settings/operator-version';
import { podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const BOOLEANS: readonly string[] = ['true', 'false'];

/** Annotations of pods that accept only these values, each with the operator version that added it. */
const VALUES: Readonly<Record<string, Readonly<Record<string, OperatorVersion | undefined>>>> = {
  [INJECTION_ANNOTATIONS.FLAVOR]: { default: undefined, musl: undefined },
  [INJECTION_ANNOTATIONS.VOLUME_TYPE]: { csi: undefined, ephemeral: undefined, image: '1.11' },
  [INJECTION_ANNOTATIONS.FAILURE_POLICY]: { silent: undefined, fail: undefined },
};

/** Annotations that the operator reads as booleans, in any spelling that Go accepts. */
const BOOLEAN_ANNOTATIONS: readonly string[] = [
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
        : BOOLEAN_ANNOTATIONS.includes(name) || name.startsWith(CONTAINER_INJECTION_PREFIX) ? BOOLEANS : undefined;
      const isBoolean = BOOLEAN_ANNOTATIONS.includes(name) && parseBoolean(value) !== undefined;
      if (known && !known.includes(value) && !isBoolean) { yield `'${name}' must be one of ${quoteAll(known)}, got ${quote(value)}, which the operator does not know; correct it`; }
      if (name === INJECTION_ANNOTATIONS.INSTALL_PATH && !isInstallPath(value)) {
        yield `'${name}' must be an absolute path without blank, comma, colon, "." and "..", got ${quote(value)}; correct it, the default is "/opt/dynatrace/oneagent-paas"`;
      }
    }
  },
};

function isInstallPath(path: string): boolean {
  return isAbsolutePath(path) && path !== '/' && !/[\s\0,:]/.test(path) && !path.endsWith('/') && normalizePath(path) === path;
}
