import { KNOWN_RULES } from './known-rules';
import { modelOf, Prepared } from './prepared';
import { didYouMean } from './similar-names';
import { FieldPath, showPath } from '../../analysis/base/field-path';
import { recordOf, textOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { check } from '../../analysis/check';
import { proveDeclared } from '../../analysis/egress/requirement';
import { Finding } from '../../analysis/findings/finding';
import { fieldOf } from '../../analysis/findings/finding-field';
import { rulePageUrl } from '../../analysis/findings/rule';
import { annotationFor, suppress, Suppression, suppressionsOf } from '../../analysis/findings/suppression';
import { codeOf, sourceOf } from '../../analysis/findings/upstream';
import { severityInPartOfCluster } from '../../analysis/rules/catalog';
import type { CheckReport, ReportedFinding, ReportedObject } from '../../report/check-report';
import { InputProblem, UNUSED_SUPPRESSION } from '../input/input-problem';

/** A finding that may be about no object. */
type AnyFinding = Omit<Finding, 'object'> & { readonly object?: number };

/** What was found in the input, by all rules and requirements. */
export function findingsOf(prepared: Prepared): Pick<CheckReport, 'findings' | 'suppressed'> {
  const { input, file, objects, settings } = prepared;
  const all: AnyFinding[] = [
    ...check(objects, settings).map(finding => ({ ...finding, severity: severityInPartOfCluster(finding.rule, finding.severity) })),
    ...requirementFindings(prepared),
  ];
  const { kept, suppressed, unused } = suppress(all, [...file.disabledRules, ...suppressionsOf(objects)]);
  const findings = [
    ...kept.map(finding => report(prepared, finding)),
    ...unused.map(suppression => unusedFinding(prepared, suppression)),
    ...input.problems.map(problemFinding),
  ];
  return { findings: sorted(findings), suppressed: suppressed.map(({ finding, reason }) => ({ finding: report(prepared, finding), reason })) };
}

function requirementFindings(prepared: Prepared): AnyFinding[] {
  const { requirements } = prepared.file;
  if (requirements.length === 0) { return []; }
  return proveDeclared(modelOf(prepared), requirements).map(({ rule, message, object }) => {
    return { rule: rule.name, severity: rule.severity, upstream: rule.upstream, message, object };
  });
}

function report({ input, file }: Prepared, { rule, severity, upstream, message, object: index, related }: AnyFinding): ReportedFinding {
  const loaded = index === undefined ? undefined : input.objects[index];
  const other = related === undefined ? undefined : input.objects[related];
  const field = loaded && fieldOf({ message }, loaded.object);
  const code = codeOf(upstream);
  return {
    rule,
    ruleUrl: rulePageUrl(rule),
    severity,
    source: sourceOf(upstream),
    ...code === undefined ? {} : { code },
    message,
    ...loaded ? {
      place: loaded.source.placeOf([...loaded.within, ...field!]), object: describe(loaded.object), field: showPath(field!),
    } : file.path === undefined ? {} : { place: { file: file.path } },
    ...loaded?.construct === undefined ? {} : { construct: loaded.construct },
    ...other ? { related: { place: other.source.placeOf([...other.within, 'metadata', 'name']), object: describe(other.object) } } : {},
  };
}

function describe(object: Readonly<Record<string, unknown>>): ReportedObject {
  const { namespace, name } = recordOf(object.metadata);
  return {
    kind: textOf(object.kind) ?? '',
    ...textOf(namespace) === undefined ? {} : { namespace: textOf(namespace) },
    ...textOf(name) === undefined ? {} : { name: textOf(name) },
  };
}

function unusedFinding({ input, file }: Prepared, { rule, object: index }: Suppression): ReportedFinding {
  const loaded = index === undefined ? undefined : input.objects[index];
  const path: FieldPath = ['metadata', 'annotations', annotationFor(rule)];
  const message = KNOWN_RULES.has(rule) ? `rule ${quote(rule)} is turned off, but it finds nothing here; remove what turns it off`
    : `there is no rule ${quote(rule)} to turn off${didYouMean(rule, KNOWN_RULES.keys()) || '; see cdk8s-istio-oneagent rules'}`;
  return {
    rule: UNUSED_SUPPRESSION.name,
    ruleUrl: UNUSED_SUPPRESSION.url,
    severity: UNUSED_SUPPRESSION.severity,
    message,
    ...loaded ? { place: loaded.source.placeOf([...loaded.within, ...path]), object: describe(loaded.object), field: showPath(path) }
      : { place: { file: file.path! } },
  };
}

function problemFinding({ rule, message, file, ...place }: InputProblem): ReportedFinding {
  return { rule: rule.name, ruleUrl: rule.url, severity: rule.severity, message, place: { file, ...place } };
}

/** In the order of the files, and in each by line. */
function sorted(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const order = new Map<string, number>();
  for (const { place } of findings) {
    const file = place?.file ?? '';
    if (!order.has(file)) { order.set(file, order.size); }
  }
  return [...findings].sort((a, b) => order.get(a.place?.file ?? '')! - order.get(b.place?.file ?? '')!
    || (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0));
}
