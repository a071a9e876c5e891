import { posix } from 'node:path';
import { operatorVersionOf, isOperatorAtLeast, OperatorVersion } from '../../../dynatrace-operator-version';
import { Severity } from '../../../finding';
import { quote, quoteAll } from '../../../quote';
import type { ObjectRule } from '../../../rule';
import { podAnnotations, TEMPLATED_KINDS } from '../../istio/annotations/annotated';

const TRUTH: readonly string[] = ['true', 'false'];

/** The annotations of pods that take a few values only, with the version of the operator that a value came with. */
const VALUES: Readonly<Record<string, Readonly<Record<string, OperatorVersion | undefined>>>> = {
  'oneagent.dynatrace.com/flavor': { default: undefined, musl: undefined },
  'oneagent.dynatrace.com/volume-type': { csi: undefined, ephemeral: undefined, image: '1.11' },
  'oneagent.dynatrace.com/failure-policy': { silent: undefined, fail: undefined },
};

const TRUTHS: readonly string[] = [
  'dynatrace.com/inject', 'oneagent.dynatrace.com/inject', 'metadata-enrichment.dynatrace.com/inject',
  'otlp-exporter-configuration.dynatrace.com/inject', 'dynatrace.com/split-mounts',
];

const CONTAINER_PREFIX = 'container.inject.dynatrace.com/';
const INSTALL_PATH = 'oneagent.dynatrace.com/install-path';

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
        : TRUTHS.includes(name) || name.startsWith(CONTAINER_PREFIX) ? TRUTH : undefined;
      if (known && !known.includes(value)) { yield `'${name}' takes ${quoteAll(known)}, got ${quote(value)}, which means nothing to the operator`; }
      if (name === INSTALL_PATH && !isInstallPath(value)) {
        yield `'${name}' takes an absolute path without blank, comma, colon, "." and "..", got ${quote(value)}; the default is "/opt/dynatrace/oneagent-paas"`;
      }
    }
  },
};

function isInstallPath(path: string): boolean {
  return posix.isAbsolute(path) && !/[\s,:]/.test(path) && (posix.normalize(path) === path);
}
