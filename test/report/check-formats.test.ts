import { checkJson } from '../../src/report/check-json';
import type { CheckReport, ReportedFinding } from '../../src/report/check-report';
import { checkText } from '../../src/report/check-text';
import { checkGitHub } from '../../src/report/github';
import { checkJUnit } from '../../src/report/junit';
import { checkSarif } from '../../src/report/sarif';

const FINDING: ReportedFinding = {
  rule: 'kind/rule',
  ruleUrl: 'https://example.com/kind/rule.md',
  severity: 'error',
  source: 'istiod',
  message: '\'spec.hosts\' is <wrong>, got "a & b": 100%, remove it',
  place: { file: 'a b/ü,x.yaml', line: 3, column: 4, endColumn: 9, text: '   hosts: \u001b[31mred' },
  object: { kind: 'Sidecar', namespace: 'shop', name: 'default' },
  field: 'spec.hosts',
};

const REPORT: CheckReport = {
  findings: [FINDING, { ...FINDING, severity: 'info', rule: 'kind/other', place: { file: 'a b/ü,x.yaml' } }],
  suppressed: [{ finding: { ...FINDING, rule: 'kind/off' }, reason: 'it is right here' }],
  rules: ['kind/off', 'kind/other', 'kind/rule'].map(name => ({ name, url: `https://example.com/${name}.md`, severity: 'error', summary: `What ${name} finds.`, page: `# ${name}` })),
  objects: 1,
  files: 2,
  notes: ['a note'],
  version: '1.2.3',
};

const NOTHING: CheckReport = { ...REPORT, findings: [], suppressed: [], rules: [] };

test('text is grouped by file, has the line with a caret, and obeys no control character of the file', () => {
  expect(checkText(REPORT, { color: false })).toBe(`a b/ü,x.yaml

  3:4  error  Sidecar shop/default: 'spec.hosts' is <wrong>, got "a & b": 100%, remove it
      3 |    hosts: \uFFFD[31mred
        |    ^^^^^
      kind/rule  https://example.com/kind/rule.md

  info  Sidecar shop/default: 'spec.hosts' is <wrong>, got "a & b": 100%, remove it
      kind/other  https://example.com/kind/rule.md

note: a note
1 error, 1 info in 1 object in 2 files. 1 finding turned off.
`);
  expect(checkText(NOTHING, { color: false })).toBe('note: a note\nNo findings in 1 object in 2 files.\n');
});

test('colors are only in text for a terminal', () => {
  expect(checkText(REPORT, { color: false })).not.toContain('\u001b');
  expect(checkText(REPORT, { color: true })).toContain('\u001b[31merror\u001b[0m');
});

test('GitHub gets one command for each finding, with everything escaped', () => {
  const message = 'Sidecar shop/default: \'spec.hosts\' is <wrong>, got "a & b": 100%25, remove it%0Ahttps://example.com/kind/rule.md';
  expect(checkGitHub(REPORT)).toBe(`::error file=a b/ü%2Cx.yaml,line=3,col=4,endColumn=9,title=kind/rule::${message}\n`
    + `::notice file=a b/ü%2Cx.yaml,title=kind/other::${message}\n`);
  expect(checkGitHub(NOTHING)).toBe('');
});

test('JUnit has a suite for each file, and a passed test if there is nothing', () => {
  const text = '\'spec.hosts\' is &lt;wrong&gt;, got &quot;a &amp; b&quot;: 100%, remove it';
  expect(checkJUnit(REPORT)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-istio-oneagent" tests="2" failures="1">
  <testsuite name="a b/ü,x.yaml" tests="2" failures="1">
    <testcase name="kind/rule: Sidecar shop/default (line 3)" classname="a b/ü,x.yaml" file="a b/ü,x.yaml" line="3">
      <failure type="error" message="${text}">${text}&#10;https://example.com/kind/rule.md</failure>
    </testcase>
    <testcase name="kind/other: Sidecar shop/default" classname="a b/ü,x.yaml" file="a b/ü,x.yaml">
      <system-out>${text}&#10;https://example.com/kind/rule.md</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  expect(checkJUnit(NOTHING)).toContain('tests="1" failures="0"');
});

describe('SARIF', () => {
  const { $schema, version, runs: [run] } = JSON.parse(checkSarif(REPORT)) as {
    $schema: string; version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[];
  };

  test('names its version and the tool', () => {
    expect({ $schema, version }).toEqual({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' });
    expect(run.tool.driver).toMatchObject({ name: 'cdk8s-istio-oneagent', semanticVersion: '1.2.3' });
  });

  test('has each rule with its page as help, and results point at their rule', () => {
    expect(run.tool.driver.rules[2]).toEqual({
      id: 'kind/rule',
      shortDescription: { text: 'What kind/rule finds.' },
      helpUri: 'https://example.com/kind/rule.md',
      help: { text: 'What kind/rule finds. See https://example.com/kind/rule.md', markdown: '# kind/rule' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['kind'] },
    });
    for (const { ruleId, ruleIndex } of run.results) { expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId); }
  });

  test('has results with their place, and what is turned off as suppressed', () => {
    expect(run.results[0]).toEqual({
      ruleId: 'kind/rule',
      ruleIndex: 2,
      level: 'error',
      message: { text: 'Sidecar shop/default: \'spec.hosts\' is <wrong>, got "a & b": 100%, remove it' },
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'a%20b/%C3%BC%2Cx.yaml' }, region: { startLine: 3, startColumn: 4, endColumn: 9 } },
        logicalLocations: [{ fullyQualifiedName: 'Sidecar shop/default.spec.hosts' }],
      }],
      properties: { source: 'istiod' },
    });
    expect(run.results.map(result => 'suppressions' in result)).toEqual([false, false, true]);
    expect(run.results[2]).toMatchObject({ ruleId: 'kind/off', suppressions: [{ kind: 'inSource', justification: 'it is right here' }] });
  });
});

test('JSON has the numbers and all findings', () => {
  expect(JSON.parse(checkJson(REPORT))).toEqual({
    version: '1.2.3',
    summary: { error: 1, warning: 0, info: 1, suppressed: 1, objects: 1, files: 2 },
    notes: ['a note'],
    findings: REPORT.findings,
    suppressed: REPORT.suppressed,
  });
});
