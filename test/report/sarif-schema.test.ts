import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';

const ROOT = resolve(__dirname, '..', '..');

/** The schema of OASIS for SARIF 2.1.0, as Microsoft publishes it for tests. */
const SCHEMA = join(ROOT, 'node_modules', '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');

interface Log {
  readonly runs: [{ results: Result[]; tool: { driver: { rules: { id: string }[] } } }];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: unknown }[];
}

// Ajv does not know the names of draft 4, whose meaning is otherwise the same here.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

/** The log that the command line writes about examples/existing-yaml. */
function log(): Log {
  return JSON.parse(readFileSync(join(ROOT, 'test', 'cli', 'golden', 'check.sarif'), 'utf8')) as Log;
}

test('what check writes has the schema of SARIF 2.1.0', () => {
  validate(log());
  expect(validate.errors).toBeNull();
});

test('the schema refuses a log with a result that has no message', () => {
  const { runs: [run] } = log();
  const [{ message: _message, ...rest }] = run.results;
  expect(validate({ ...log(), runs: [{ ...run, results: [rest] }] })).toBe(false);
});

test('each result has what GitHub shows: a rule of the log, a message, and a place with a relative path and a line', () => {
  const { runs: [{ results, tool }] } = log();
  expect(results.length).toBeGreaterThan(0);
  for (const { ruleId, ruleIndex, message, locations } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(message.text).not.toBe('');
    expect(locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: expect.stringMatching(/^[A-Za-z0-9._~%-]+(?:\/[A-Za-z0-9._~%-]+)*$/) as string },
      region: expect.objectContaining({ startLine: expect.any(Number) as number }) as object,
    });
  }
});
