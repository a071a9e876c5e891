import { byFile, CheckReport, describeObject, ReportedFinding } from './check-report';
import { escapeXml } from './xml';

/** The findings as JUnit XML, which GitLab and Jenkins show. Errors and warnings are failures; each file is a suite. */
export function checkJUnit({ findings, objects }: CheckReport): string {
  const failures = findings.filter(isFailure).length;
  const suites = [...byFile(findings)].map(([file, list]) => suiteOf(file, list));
  const passed = `  <testsuite name="cdk8s-istio-oneagent" tests="1" failures="0">\n    <testcase name="${objects} objects checked" classname="cdk8s-istio-oneagent"/>\n  </testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cdk8s-istio-oneagent" tests="${Math.max(findings.length, 1)}" failures="${failures}">\n${
    suites.length === 0 ? passed : suites.join('')}</testsuites>\n`;
}

function suiteOf(file: string, findings: readonly ReportedFinding[]): string {
  const cases = findings.map(finding => {
    const { rule, ruleUrl, severity, message, place, object } = finding;
    const name = escapeXml(`${rule}${object ? `: ${describeObject(object)}` : ''}${place?.line === undefined ? '' : ` (line ${place.line})`}`);
    const open = `    <testcase name="${name}" classname="${escapeXml(file)}" file="${escapeXml(file)}"${place?.line === undefined ? '' : ` line="${place.line}"`}`;
    const text = escapeXml(`${message}\n${ruleUrl}`);
    return isFailure(finding) ? `${open}>\n      <failure type="${severity}" message="${escapeXml(message)}">${text}</failure>\n    </testcase>\n`
      : `${open}>\n      <system-out>${text}</system-out>\n    </testcase>\n`;
  });
  return `  <testsuite name="${escapeXml(file)}" tests="${findings.length}" failures="${findings.filter(isFailure).length}">\n${cases.join('')}  </testsuite>\n`;
}

function isFailure({ severity }: ReportedFinding): boolean {
  return severity !== 'info';
}
