import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { inspect, isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import cases from './connection-info-cases.json';
import { CommunicationEndpoint, EndpointScheme } from '../../../src/dynatrace/connection/communication-endpoint';
import { ConnectionInfo } from '../../../src/dynatrace/connection/connection-info';
import { anyText } from '../../any-text';

const TENANT_TOKEN = 'tenantTokenForTests';
const PASSWORD = 'hunter2';
const ANSWER = 'the response of GET <apiUrl>/v1/deployment/installer/agent/connectioninfo';

const AGENT = {
  tenantUUID: 'abc12345',
  tenantToken: TENANT_TOKEN,
  communicationEndpoints: [
    'https://activegate.example.com:9999/communication',
    'https://10.0.0.5:9999/communication',
    'https://[2001:db8::5]:9999/communication',
    'https://abc12345.live.dynatrace.com/communication',
  ],
  formattedCommunicationEndpoints: 'https://activegate.example.com:9999/communication;https://10.0.0.5:9999/communication;' +
    'https://[2001:db8::5]:9999/communication;https://abc12345.live.dynatrace.com/communication',
};
const GATEWAY = {
  tenantUUID: 'abc12345',
  tenantToken: TENANT_TOKEN,
  communicationEndpoints: 'https://abc12345.live.dynatrace.com:443/communication,https://sg-1.live.dynatrace.com:443/communication',
};
const AGENT_ENDPOINTS = [
  'https://10.0.0.5:9999', 'https://[2001:db8::5]:9999', 'https://abc12345.live.dynatrace.com:443', 'https://activegate.example.com:9999',
];
const GATEWAY_ENDPOINTS = ['https://abc12345.live.dynatrace.com:443', 'https://sg-1.live.dynatrace.com:443'];
const A = ['https://a.example.com:443'];
const AB = ['https://a.example.com:443', 'https://b.example.com:443'];

const texts = (info: ConnectionInfo): string[] => info.endpoints.map(String);
const fromJson = (value: unknown): string[] => texts(ConnectionInfo.fromJson(JSON.stringify(value)));

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'connection-info-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(content: string | Buffer): string {
  const path = join(folder, 'connection-info.json');
  writeFileSync(path, content);
  return path;
}

describe('endpoints', () => {
  test('are each once, sorted by code unit, whatever their order was', () => {
    const endpoints = ['b', 'a', 'a1', 'a-b', 'z'].map((name) => CommunicationEndpoint.of({ host: `${name}.example.com` }));
    endpoints.push(CommunicationEndpoint.of({ host: 'A.example.com', port: 443 }));
    endpoints.push(CommunicationEndpoint.of({ host: 'z.example.com', scheme: EndpointScheme.HTTP }));
    const sorted = [
      'http://z.example.com:80', 'https://a-b.example.com:443', 'https://a.example.com:443', 'https://a1.example.com:443',
      'https://b.example.com:443', 'https://z.example.com:443',
    ];
    expect(texts(ConnectionInfo.of(...endpoints))).toEqual(sorted);
    expect(texts(ConnectionInfo.of(...endpoints.reverse()))).toEqual(sorted);
  });

  test('are a copy', () => {
    const info = ConnectionInfo.fromEndpoints('https://a.example.com');
    info.endpoints.pop();
    expect(texts(info)).toEqual(A);
  });

  test('can be joined from two answers', () => {
    const agent = ConnectionInfo.fromJson(JSON.stringify(AGENT));
    const gateway = ConnectionInfo.fromJson(JSON.stringify(GATEWAY));
    expect(texts(ConnectionInfo.of(...agent.endpoints, ...gateway.endpoints))).toEqual([...AGENT_ENDPOINTS, GATEWAY_ENDPOINTS[1]].sort());
  });

  test('must be given', () => {
    expect(() => ConnectionInfo.of()).toThrow(new Error(`'endpoints' must have at least one endpoint, got none; use ${ANSWER}`));
  });
});

describe('fromEndpoints', () => {
  test('names the prop, the position and the rule', () => {
    expect(() => ConnectionInfo.fromEndpoints('https://a.example.com,https://b.example.com:0'))
      .toThrow(new Error("'endpoints' part 2: port must be an integer from 1 to 65535"));
  });

  test.each(cases)('$id: $note', ({ endpoints, operator, ours, difference }) => {
    const read = (): ConnectionInfo => ConnectionInfo.fromEndpoints(endpoints);
    const unique = (values: (string | number)[]): (string | number)[] => [...new Set(values)].sort();
    let view: unknown = 'refuses';
    if (typeof ours === 'string') {
      expect(read).toThrow(new Error(ours));
    } else {
      expect(texts(read())).toEqual(ours);
      view = { hosts: unique(read().endpoints.map(({ host }) => host)), ports: unique(read().endpoints.map(({ port }) => port)) };
    }
    const theirs = typeof operator === 'string' ? operator : { hosts: unique(operator.hosts), ports: unique(operator.ports) };
    // A case has a reason if and only if the two readings differ.
    expect(isDeepStrictEqual(view, theirs)).toBe(difference === undefined);
  });
});

describe('fromJson', () => {
  test('reads the answer for OneAgent', () => {
    expect(fromJson(AGENT)).toEqual(AGENT_ENDPOINTS);
  });

  test('reads the answer for ActiveGate', () => {
    expect(fromJson(GATEWAY)).toEqual(GATEWAY_ENDPOINTS);
  });

  test.each<[string, unknown, string | undefined]>([
    ['of its key', { ...AGENT, networkZone: 'North.eu-1_a' }, 'north.eu-1_a'],
    ['that is empty, which is the default one', { ...AGENT, networkZone: '' }, 'default'],
    ['of no key, as the API answers', AGENT, undefined],
    ['that is null', { ...AGENT, networkZone: null }, undefined],
    ['of a list', ['https://a.example.com'], undefined],
  ])('has the network zone %s', (_, answer, networkZone) => {
    const info = ConnectionInfo.fromJson(JSON.stringify(answer));
    expect(info.networkZone).toBe(networkZone);
    expect(ConnectionInfo.of(...info.endpoints).networkZone).toBeUndefined();
  });

  test.each<[unknown, string]>([
    [7, 'a number'], [['north'], 'an array'], ['north south', 'another text'], ['.north', 'another text'], ['n'.repeat(257), 'another text'],
  ])('refuses the network zone %j without quoting it', (networkZone, got) => {
    expect(() => ConnectionInfo.fromJson(JSON.stringify({ ...AGENT, networkZone }))).toThrow(new Error(
      `'json', 'networkZone' must be the name of a network zone: letters, digits, '-', '_' and '.', not a '.' first, at most 256 characters, got ${got}`));
  });

  test('keeps no token', () => {
    for (const answer of [AGENT, GATEWAY]) {
      const info = ConnectionInfo.fromJson(JSON.stringify(answer));
      expect(JSON.stringify(info)).not.toContain(TENANT_TOKEN);
      expect(inspect(info, { showHidden: true, depth: Infinity, getters: true })).not.toContain(TENANT_TOKEN);
      expect(inspect(info, { showHidden: true, depth: Infinity, getters: true })).toContain('abc12345.live.dynatrace.com');
    }
  });

  test.each<[string, unknown, string[]]>([
    ['an array alone', ['https://a.example.com', 'https://b.example.com'], AB],
    ['a joined text alone', 'https://a.example.com;https://b.example.com', AB],
    ['the formatted text alone', { formattedCommunicationEndpoints: '{https://a.example.com;https://b.example.com}' }, AB],
    ['groups by priority', { formattedCommunicationEndpoints: '{https://a.example.com}{https://b.example.com}' }, AB],
    ['both keys where they differ', { communicationEndpoints: ['https://a.example.com'], formattedCommunicationEndpoints: 'https://b.example.com' }, AB],
    ['one key where the other is empty', { communicationEndpoints: [], formattedCommunicationEndpoints: 'https://a.example.com' }, A],
    ['one key where the other is null', { communicationEndpoints: ['https://a.example.com'], formattedCommunicationEndpoints: null }, A],
    ['joined texts in an array', ['https://a.example.com,https://b.example.com;'], AB],
    ['duplicates', ['https://a.example.com', 'https://A.example.com.:443/communication'], A],
  ])('reads %s', (_, value, endpoints) => {
    expect(fromJson(value)).toEqual(endpoints);
  });

  test.each<[string, unknown, string]>([
    ['an object without either key', { tenantToken: TENANT_TOKEN },
      `'json' must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'; use ${ANSWER}`],
    ['an empty object', {}, `'json' must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'; use ${ANSWER}`],
    ['both keys null', { communicationEndpoints: null, formattedCommunicationEndpoints: null },
      `'json' must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'; use ${ANSWER}`],
    ['an empty list', { ...AGENT, communicationEndpoints: [], formattedCommunicationEndpoints: '' },
      `'json' must have at least one endpoint, got none; use ${ANSWER}`],
    ['an empty text', { ...GATEWAY, communicationEndpoints: ' ' }, `'json' must have at least one endpoint, got none; use ${ANSWER}`],
    ['an empty array', [], `'json' must have at least one endpoint, got none; use ${ANSWER}`],
    ['an error response', { error: { code: 401, message: 'no token' } },
      `'json' must be connection info, got an error response of HTTP status 401; use ${ANSWER} with a token that has the scope InstallerDownload`],
    ['an error response with a number that is not an HTTP error', { error: { code: 12345678 } },
      `'json' must be connection info, got an error response; use ${ANSWER} with a token that has the scope InstallerDownload`],
    ['an error response with a small number', { error: { code: 399 } },
      `'json' must be connection info, got an error response; use ${ANSWER} with a token that has the scope InstallerDownload`],
    ['an error response of text', { error: 'no token' },
      `'json' must be connection info, got an error response; use ${ANSWER} with a token that has the scope InstallerDownload`],
    ['a number', 5, "'json' must be an array of URLs or a text with URLs, got a number"],
    ['null', null, "'json' must be an array of URLs or a text with URLs, got null"],
    ['a list of another type', { communicationEndpoints: { a: 'https://a.example.com' } },
      "'json', 'communicationEndpoints' must be an array of URLs or a text with URLs, got an object"],
    ['a text of another type', { formattedCommunicationEndpoints: true },
      "'json', 'formattedCommunicationEndpoints' must be an array of URLs or a text with URLs, got a boolean"],
    ['an element of another type', { communicationEndpoints: ['https://a.example.com', ['https://b.example.com']] },
      "'json', 'communicationEndpoints' part 2: must be a URL, got an array"],
    ['an element null', ['https://a.example.com', null], "'json' part 2: must be a URL, got null"],
    ['an empty element', ['https://a.example.com', ' ', 'https://b.example.com'], "'json' part 2: must not be empty; remove it"],
    ['a bad element', { ...AGENT, communicationEndpoints: ['https://a.example.com', `https://admin:${PASSWORD}@b.example.com`] },
      "'json', 'communicationEndpoints' part 2: must not have user info; remove everything up to the \"@\""],
    ['a bad part of the formatted text', { ...AGENT, formattedCommunicationEndpoints: `https://a.example.com;${TENANT_TOKEN}` },
      "'json', 'formattedCommunicationEndpoints' part 2: must begin with \"https://\" or \"http://\""],
  ])('refuses %s', (_, value, message) => {
    expect(() => fromJson(value)).toThrow(new Error(message));
  });

  test.each([
    ['', 1, 1],
    ['  ', 1, 3],
    ['{', 1, 2],
    ['{"a": 1', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{"a": 1,}', 1, 9],
    ['{"a": 1 "b": 2}', 1, 9],
    ['{a: 1}', 1, 2],
    ["{'a': 1}", 1, 2],
    ['{"a": }', 1, 7],
    ['["a",]', 1, 6],
    ['["a" "b"]', 1, 6],
    ['["a"}', 1, 5],
    ['{"a": [1, {"b": []}}', 1, 20],
    ['[]]', 1, 3],
    ['[01]', 1, 3],
    ['[-1.5e+3, true, false, null, nil]', 1, 30],
    ['["\\x"]', 1, 2],
    ['["\\u12g4"]', 1, 2],
    ['"a\nb"', 1, 1],
    ['https://a.example.com', 1, 1],
    [`{\n  "tenantUUID": "abc12345",\n  "tenantToken": "${TENANT_TOKEN},\n  "communicationEndpoints": []\n}`, 3, 18],
    [`{\r\n  "tenantToken": ${TENANT_TOKEN}\r\n}`, 2, 18],
    [`{"tenantToken": "${TENANT_TOKEN}"`, 1, 38],
    [`\ufeff{"tenantToken" = "${TENANT_TOKEN}"}`, 1, 16],
  ])('shows the position of the syntax error in %j, and quotes nothing of the text', (json, line, column) => {
    expect(() => ConnectionInfo.fromJson(json))
      .toThrow(new Error(`'json' must be JSON, got a syntax error at line ${line}, column ${column}; use ${ANSWER}`));
  });

  test('handles large and deeply nested texts', () => {
    const nested = '['.repeat(200_000);
    expect(() => ConnectionInfo.fromJson(nested))
      .toThrow(new Error(`'json' must be JSON, got a syntax error at line 1, column 200001; use ${ANSWER}`));
    expect(() => ConnectionInfo.fromJson(`${nested}${']'.repeat(200_000)}`)).toThrow(new Error("'json' part 1: must be a URL, got an array"));
    expect(() => ConnectionInfo.fromJson(`"${'\\n'.repeat(2_000_000)}`))
      .toThrow(new Error(`'json' must be JSON, got a syntax error at line 1, column 1; use ${ANSWER}`));
    const urls = Array.from({ length: 200_000 }, (_, index) => `https://h${index % 1000}`);
    expect(fromJson(urls)).toHaveLength(1000);
    expect(ConnectionInfo.fromEndpoints(urls.join()).endpoints).toHaveLength(1000);
  });
});

describe('fromFile', () => {
  test('finds a file by an absolute path and by one relative to the working directory', () => {
    const path = file(JSON.stringify(AGENT));
    expect(texts(ConnectionInfo.fromFile(path))).toEqual(AGENT_ENDPOINTS);
    expect(texts(ConnectionInfo.fromFile(relative(process.cwd(), path)))).toEqual(AGENT_ENDPOINTS);
  });

  test('keeps no token', () => {
    const info = ConnectionInfo.fromFile(file(JSON.stringify(AGENT)));
    expect(inspect(info, { showHidden: true, depth: Infinity, getters: true })).not.toContain(TENANT_TOKEN);
  });

  const json = JSON.stringify({ ...AGENT, communicationEndpoints: 'https://a.example.com', formattedCommunicationEndpoints: '' }, undefined, 2);
  test.each<[string, string | Buffer]>([
    ['JSON with line ends', `${json}\r\n`.replace(/\n/g, '\r\n')],
    ['JSON behind blanks', `\n ${json}`],
    ['JSON with a UTF-8 byte order mark', `\ufeff${json}`],
    ['JSON in UTF-16, little endian', Buffer.from(`\ufeff${json}`, 'utf16le')],
    ['JSON in UTF-16, big endian', Buffer.from(`\ufeff${json}`, 'utf16le').swap16()],
    ['a JSON array', '["https://a.example.com"]\n'],
    ['a JSON text', '"https://a.example.com/communication"\n'],
    ['a plain list', 'https://a.example.com/communication\n'],
    ['a plain list in braces', '{https://a.example.com/communication}\n'],
    ['a plain list in braces with an upper-case scheme', '{HTTPS://a.example.com}'],
    ['a plain list in braces with blanks', '{ https://a.example.com/communication;\n }'],
    ['a plain list in braces with a mark', '{*https://a.example.com/communication}{HTTPS://a.example.com:443}'],
    ['a plain list with a UTF-8 byte order mark', '\ufeffhttps://a.example.com;'],
    ['a plain list in braces with a UTF-8 byte order mark', '\ufeff{https://a.example.com}'],
  ])('reads %s', (_, content) => {
    expect(texts(ConnectionInfo.fromFile(file(content)))).toEqual(A);
  });

  test.each<[string, string | Buffer, string]>([
    ['an empty file', '', `must have at least one endpoint, got none; use ${ANSWER}`],
    ['an empty object', '{ }', `must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'; use ${ANSWER}`],
    ['a file without endpoints', JSON.stringify({ ...GATEWAY, communicationEndpoints: '' }), `must have at least one endpoint, got none; use ${ANSWER}`],
    ['an error response', '{"error":{"code":403,"message":"x"}}',
      `must be connection info, got an error response of HTTP status 403; use ${ANSWER} with a token that has the scope InstallerDownload`],
    ['JSON broken in the line of the token', `{\n  "tenantToken": "${TENANT_TOKEN},\n  "communicationEndpoints": []\n}\n`,
      `must be JSON, got a syntax error at line 2, column 18; use ${ANSWER}`],
    ['braces around something else', `{${TENANT_TOKEN}}`, `must be JSON, got a syntax error at line 1, column 2; use ${ANSWER}`],
    ['empty braces in a list', '{}{https://a.example.com}', `must be JSON, got a syntax error at line 1, column 3; use ${ANSWER}`],
    ['a token alone', TENANT_TOKEN, 'part 1: must begin with "https://" or "http://"'],
    ['a web page', '<!DOCTYPE html><html></html>', 'part 1: must begin with "https://" or "http://"'],
    ['a bad part of a plain list', 'https://a.example.com;https://b.example.com:0', 'part 2: port must be an integer from 1 to 65535'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe]), 'must be text in UTF-8, or in UTF-16 with a byte order mark'],
    ['half a UTF-16 code unit', Buffer.from([0xff, 0xfe, 0x7b]), 'must be text in UTF-8, or in UTF-16 with a byte order mark'],
    ['a file above the limit', ' '.repeat(1024 * 1024 + 1), `must have at most 1048576 bytes, got 1048577; use ${ANSWER}`],
  ])('refuses %s', (_, content, message) => {
    const path = file(content);
    expect(() => ConnectionInfo.fromFile(path)).toThrow(new Error(`file "${path}" ${message}`));
  });

  test('names the key of a bad part', () => {
    const path = file(JSON.stringify({ ...GATEWAY, communicationEndpoints: `https://a.example.com,https://admin:${PASSWORD}@b.example.com` }));
    expect(() => ConnectionInfo.fromFile(path)).toThrow(new Error(
      `file "${path}", 'communicationEndpoints' part 2: must not have user info; remove everything up to the "@"`,
    ));
  });

  test('reads a file as large as the limit', () => {
    expect(texts(ConnectionInfo.fromFile(file('https://a.example.com'.padEnd(1024 * 1024))))).toEqual(A);
  });

  test.each(['missing.json', 'missing/connection-info.json', 'package.json/connection-info.json'])('tells how to get the missing file "%s"', (path) => {
    expect(() => ConnectionInfo.fromFile(path))
      .toThrow(new Error(`file "${path}" must exist (a relative path begins at the working directory); save ${ANSWER} there`));
  });

  test('refuses a folder', () => {
    const path = join(folder, 'folder');
    mkdirSync(path);
    expect(() => ConnectionInfo.fromFile(path)).toThrow(new Error(`file "${path}" must be a file, got a folder`));
  });

  test('refuses a path that is neither a file nor a folder', () => {
    expect(() => ConnectionInfo.fromFile('/dev/null')).toThrow(new Error('file "/dev/null" must be a regular file'));
  });

  test('passes on the code of the system when a file can\'t be read', () => {
    const path = join(folder, 'loop.json');
    symlinkSync(path, path);
    expect(() => ConnectionInfo.fromFile(path)).toThrow(new Error(`file "${path}" must be readable, got ELOOP`));
  });

  test.each([
    '', ' ', JSON.stringify(AGENT), JSON.stringify(AGENT, undefined, 2), '["a"]', '[]', '{}', '"a"', `https://admin:${PASSWORD}@a.example.com`,
    `a\n${TENANT_TOKEN}`, `a\0${TENANT_TOKEN}`, 'dt0c01.abc',
  ])('takes %j for no path and does not quote it', (path) => {
    expect(() => ConnectionInfo.fromFile(path))
      .toThrow(new Error("'path' must be the path of a file; pass the text of a file to ConnectionInfo.fromJson() or ConnectionInfo.fromEndpoints()"));
  });
});

describe('any text', () => {
  // Every message there is, with its numbers: so it can quote nothing.
  const source = "'(?:endpoints|json)'(?:, '(?:formattedC|c)ommunicationEndpoints')?";
  const part = [
    'must begin with "https://" or "http://"',
    'must be one URL; pass several, separated by ";" or ",", to ConnectionInfo\\.fromEndpoints\\(\\)',
    'must not have user info; remove everything up to the "@"',
    'must not have characters after the host that are not valid in a URL; remove the path',
    'must have "host", "host:port", "\\[IPv6 address\\]" or "\\[IPv6 address\\]:port" after the scheme',
    'must have an IPv6 address without a zone in the brackets',
    'must not be empty; remove (?:it|the extra separator)',
    'must be a URL, got (?:null|an array|an object|a number|a boolean)',
    'braces must enclose URLs, in pairs',
    'port must be an integer from 1 to 65535',
    'host must not be empty',
    'host must not be the unspecified address',
    'host must not have a "%", which is not allowed for an escape or an IPv6 zone',
    'host must be ASCII; use the "xn--" form of the name',
    'host must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address',
    'host must be a DNS name \\(letters, digits, hyphens, dots\\) or an IP address without brackets',
  ].join('|');
  const answer = 'GET <apiUrl>/v1/deployment/installer/agent/connectioninfo';
  const whole = [
    'must have at least one endpoint, got none',
    'must be JSON, got a syntax error at line [0-9]+, column [0-9]+',
    "must have 'communicationEndpoints' or 'formattedCommunicationEndpoints'",
    'must be connection info, got an error response(?: of HTTP status [45][0-9]{2})?',
  ].join('|');
  const ours = new RegExp(`^${source} (?:part [0-9]+: (?:${part})|must be an array of URLs or a text with URLs, got (?:null|an object|a number|a boolean)|` +
    `(?:${whole}); use the response of ${answer}(?: with a token that has the scope InstallerDownload)?)$`);

  const piece = fc.oneof(
    fc.constantFrom(
      'https://', 'http://', '://', ':', ';', ',', '{', '}', '[', ']', '"', '@', '/', '?', '#', '%', '%20', '*', '.', '\n', ' ', '\\', '\ufeff',
      'a.example.com', '10.0.0.5', '[2001:db8::5]', '443', '0', '70000', `admin:${PASSWORD}@`, TENANT_TOKEN,
      '"communicationEndpoints"', '"formattedCommunicationEndpoints"', '"error"', '"tenantToken"', '"https://a.example.com"', 'null', 'true',
    ),
    fc.string({ maxLength: 4 }),
    anyText({ maxLength: 4 }),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify({ communicationEndpoints: value, tenantToken: TENANT_TOKEN })),
    fc.tuple(fc.nat(400), fc.nat(3), fc.constantFrom('', '"', ',', '}', TENANT_TOKEN)).map(([at, length, instead]) => {
      const json = JSON.stringify(AGENT);
      return json.slice(0, at) + instead + json.slice(at + length);
    }),
  );

  test.each([
    ['fromJson', (value: string) => ConnectionInfo.fromJson(value)],
    ['fromEndpoints', (value: string) => ConnectionInfo.fromEndpoints(value)],
    ['fromFile', (value: string) => ConnectionInfo.fromFile(file(value))],
  ])('gives %s endpoints or an error of one line that quotes nothing', (name, read) => {
    fc.assert(fc.property(text, (value) => {
      let info: ConnectionInfo;
      try {
        info = read(value);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
        expect((error as Error).message.replace(`file "${join(folder, 'connection-info.json')}"`, "'json'")).toMatch(ours);
        return;
      }
      expect(info.endpoints.length).toBeGreaterThan(0);
      expect(texts(info)).toEqual(texts(ConnectionInfo.fromEndpoints(texts(info).join())));
      expect(texts(info).join()).not.toMatch(/@|hunter2/);
    }), { numRuns: name === 'fromFile' ? 200 : 2000 });
  });

  test('reports a position for exactly the texts that JSON.parse refuses', () => {
    fc.assert(fc.property(text, (value) => {
      let broken = false;
      try {
        JSON.parse(value.replace(/^\ufeff/, ''));
      } catch {
        broken = true;
      }
      let message = '';
      try {
        ConnectionInfo.fromJson(value);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message.includes('syntax error at')).toBe(broken);
    }));
  });
});
