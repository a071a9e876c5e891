import { misspelt } from '../../../base/spelling';
import {
  CONTAINER_INJECTION_PREFIX, INIT_CONTAINER_ANNOTATIONS, INJECTION_ANNOTATIONS, INJECTION_RESULTS, LEGACY_ANNOTATIONS, METRICS_ANNOTATIONS,
  METRICS_PREFIX, RELEASE_MAPPING_ANNOTATIONS,
  RENAMED_ANNOTATIONS,
} from '../../../dynatrace/injection-annotations';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ownAnnotations, podAnnotations, TEMPLATED_KINDS } from '../../objects/annotated';

const KNOWN = new Set<string>([
  ...Object.values(INJECTION_ANNOTATIONS),
  ...INIT_CONTAINER_ANNOTATIONS, ...INJECTION_RESULTS,
  ...LEGACY_ANNOTATIONS,
  ...Object.values(RELEASE_MAPPING_ANNOTATIONS),
]);

/** Prefixes of annotations that all have a fixed name. Any name may follow other prefixes, such as `metadata.dynatrace.com/`. */
const FIXED = new Set([...KNOWN, ...Object.keys(RENAMED_ANNOTATIONS)].map(prefixOf));

export const unknownAnnotation: ObjectRule = {
  name: 'one-agent-injection/unknown-annotation',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: ['Pod', 'Namespace', 'Service', ...TEMPLATED_KINDS],
  * check(object) {
    const annotations = ['Namespace', 'Service'].includes(object.kind) ? ownAnnotations(object) : podAnnotations(object);
    if (object.kind !== 'Namespace') { yield* unknownForMetrics(Object.keys(annotations)); }
    if (object.kind === 'Service') { return; }
    for (const name of Object.keys(annotations).filter(each => !KNOWN.has(each) && isForOperator(each)).sort()) {
      const remedy = Object.hasOwn(RENAMED_ANNOTATIONS, name) ? `write ${RENAMED_ANNOTATIONS[name]}` : 'correct its name, or remove it';
      yield `'${name}' is an annotation that the Dynatrace operator does not read; ${remedy}`;
    }
  },
};

/** Annotations that an ActiveGate does not read when it looks for Prometheus metrics. */
function* unknownForMetrics(names: readonly string[]): Iterable<string> {
  for (const name of names.filter(each => !METRICS_ANNOTATIONS.includes(each)).sort()) {
    const withUnderscores = name.replace(/-/g, '_');
    const meant = METRICS_ANNOTATIONS.includes(withUnderscores) ? withUnderscores : misspelt(name, METRICS_ANNOTATIONS);
    if (meant === undefined && !name.startsWith(METRICS_PREFIX)) { continue; }
    yield `'${name}' is an annotation that Dynatrace does not read for Prometheus metrics; ${meant === undefined ? 'correct its name, or remove it' : `write ${meant}`}`;
  }
}

/** Whether an annotation looks like one that controls the injection. */
function isForOperator(name: string): boolean {
  const prefix = prefixOf(name);
  // Misspelled domains, such as `one-agent.dynatrace.com`.
  const isSwitch = name.endsWith('.dynatrace.com/inject') && prefix !== CONTAINER_INJECTION_PREFIX && prefix !== 'metadata.dynatrace.com/';
  return FIXED.has(prefix) || isSwitch;
}

function prefixOf(name: string): string {
  return name.slice(0, name.indexOf('/') + 1);
}
