import { CheckReport, describeObject, messageOf, ReportedFinding, ReportedPlace, ReportedRule } from './check-report';

const INFORMATION = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent';
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** The findings as SARIF 2.1.0, for GitHub code scanning and editors. Rules have their page as help. What is turned off is in the log as suppressed. */
export function checkSarif(report: CheckReport): string {
  const indices = new Map(report.rules.map(({ name }, index) => [name, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-istio-oneagent', semanticVersion: report.version, informationUri: INFORMATION, rules: report.rules.map(ruleOf) } },
      columnKind: 'utf16CodeUnits',
      results: [
        ...report.findings.map(finding => resultOf(finding, indices)),
        ...report.suppressed.map(({ finding, reason }) => ({ ...resultOf(finding, indices), suppressions: [{ kind: 'inSource', justification: reason }] })),
      ],
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf({ name, url, severity, summary, page }: ReportedRule): object {
  return {
    id: name,
    shortDescription: { text: summary },
    helpUri: url,
    help: { text: `${summary} See ${url}`, ...page === undefined ? {} : { markdown: page } },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [name.split('/')[0]] },
  };
}

function resultOf(finding: ReportedFinding, indices: ReadonlyMap<string, number>): object {
  const { rule, severity, place, object, related, construct, field, code, source } = finding;
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule),
    level: LEVELS[severity],
    message: { text: messageOf(finding) },
    // GitHub shows only results with a place.
    locations: [{
      physicalLocation: physical(place ?? { file: 'cdk8s-istio-oneagent.yaml' }),
      ...object ? { logicalLocations: [{ fullyQualifiedName: `${describeObject(object)}${field === undefined ? '' : `.${field}`}` }] } : {},
    }],
    ...related ? { relatedLocations: [{ physicalLocation: physical(related.place), message: { text: describeObject(related.object) } }] } : {},
    properties: { source, code, construct },
  };
}

function physical({ file, line, column, endColumn }: ReportedPlace): object {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: line ?? 1, ...column === undefined ? {} : { startColumn: column }, ...endColumn === undefined ? {} : { endColumn } },
  };
}

/** A path as a relative URI. GitHub needs paths from the root of the repository. */
function uriOf(file: string): string {
  const path = file.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');
  return path.split('/').map(part => encodeURIComponent(part)).join('/');
}
