import type { Violation } from './validation-context';
import { groupBy } from '../analysis/base/group-by';
import { CheckReport, messageOf, ReportedFinding } from '../report/check-report';

/** The findings as cdk8s-cli reports them: one violation for each rule, with one resource for each object. */
export function violationsOf({ findings, rules }: CheckReport): Violation[] {
  const summaries = new Map(rules.map(({ name, summary }) => [name, summary]));
  return [...groupBy(findings, ({ rule }) => rule)].map(([rule, ofRule]) => ({
    ruleName: rule,
    recommendation: summaries.get(rule) ?? rule,
    fix: `see ${ofRule[0].ruleUrl}`,
    violatingResources: resourcesOf(ofRule),
  }));
}

function resourcesOf(findings: readonly ReportedFinding[]): Violation['violatingResources'] {
  const byObject = groupBy(findings, ({ object, place }) => JSON.stringify([object, place?.file]));
  return [...byObject.values()].map(ofObject => {
    const [{ object, place }] = ofObject;
    return { resourceName: object?.name ?? '', manifestPath: place?.file ?? '', locations: ofObject.map(locationOf) };
  });
}

/** Where and what: cdk8s-cli has no other place for what is wrong with a single object. */
function locationOf(finding: ReportedFinding): string {
  const { place, severity } = finding;
  return `${place?.line === undefined ? '' : `${place.line}:${place.column ?? 1} `}${severity}: ${messageOf(finding)}`;
}
