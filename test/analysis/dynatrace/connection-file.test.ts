import * as fc from 'fast-check';
import { readConnectionFile, readConnectionJson } from '../../../src/analysis/dynatrace/connection-answer';
import { compareConnections, connectionFileText } from '../../../src/analysis/dynatrace/connection-file';

const answer = (value: unknown) => readConnectionJson(JSON.stringify(value), 'answer');

const AGENT = {
  tenantUUID: 'abc12345',
  tenantToken: 'theTenantToken',
  communicationEndpoints: ['https://sg-1.live.dynatrace.com/communication', 'https://ABC12345.live.dynatrace.com:443/communication?token=secret', 'https://10.0.0.5:9999/x#y'],
  formattedCommunicationEndpoints: 'https://sg-1.live.dynatrace.com/communication;https://[2001:DB8::5]:9999/communication',
};

test('a file has each endpoint once, sorted, in the spelling of the answer, and nothing else but the id of the environment', () => {
  expect(connectionFileText(answer(AGENT))).toBe(`{
  "tenantUUID": "abc12345",
  "communicationEndpoints": [
    "https://10.0.0.5:9999",
    "https://ABC12345.live.dynatrace.com:443",
    "https://[2001:DB8::5]:9999",
    "https://sg-1.live.dynatrace.com"
  ]
}
`);
});

test('the answer for ActiveGate, a text, has the same form', () => {
  expect(connectionFileText(answer({ communicationEndpoints: 'https://b.example.com:443/communication,https://a.example.com' })))
    .toBe('{\n  "communicationEndpoints": [\n    "https://a.example.com",\n    "https://b.example.com:443"\n  ]\n}\n');
});

test('a file keeps the network zone, and is read with it', () => {
  const text = connectionFileText({ ...answer({ communicationEndpoints: ['https://a.example.com'] }), networkZone: 'north' });
  expect(text).toBe('{\n  "networkZone": "north",\n  "communicationEndpoints": [\n    "https://a.example.com"\n  ]\n}\n');
  expect(readConnectionFile(text, 'file').networkZone).toBe('north');
});

test('an id that can be something else is left out', () => {
  expect(connectionFileText(answer({ ...AGENT, tenantUUID: 'dt0c01.ABC.DEF', formattedCommunicationEndpoints: undefined }))).not.toContain('dt0c01');
});

test('a file is read as the answer that it is from, whatever the order', () => {
  const urls = fc.array(fc.tuple(fc.constantFrom('https', 'HTTP'), fc.domain(), fc.option(fc.integer({ min: 1, max: 65535 }))), { minLength: 1, maxLength: 9 })
    .map(list => list.map(([scheme, host, port]) => `${scheme}://${host}${port === null ? '' : `:${port}`}/communication`));
  fc.assert(fc.property(urls, list => {
    const text = connectionFileText(answer({ communicationEndpoints: list }));
    const read = readConnectionFile(text, 'file');
    expect(compareConnections(read, answer({ communicationEndpoints: list }))).toEqual({ added: [], removed: [], kept: expect.any(Number) });
    expect(connectionFileText(answer({ communicationEndpoints: [...list].reverse() }))).toBe(text);
    expect(connectionFileText(read)).toBe(text);
  }), { numRuns: 200 });
});

test('what came and went, by endpoint and not by spelling', () => {
  const before = readConnectionFile('{https://A.example.com./communication;https://b.example.com:9999}{http://c.example.com}', 'file');
  const after = answer({ communicationEndpoints: ['https://a.example.com:443', 'https://d.example.com', 'https://c.example.com'] });
  expect(compareConnections(before, after)).toEqual({
    added: ['https://c.example.com:443', 'https://d.example.com:443'], removed: ['http://c.example.com:80', 'https://b.example.com:9999'], kept: 1,
  });
  expect(compareConnections(undefined, after)).toEqual({ added: ['https://a.example.com:443', 'https://c.example.com:443', 'https://d.example.com:443'], removed: [], kept: 0 });
});
