import * as fc from 'fast-check';
import { endpointText, parseEndpointList, parseEndpointUrl } from '../../../src/analysis/dynatrace/endpoint-url';

const texts = (list: string): string[] => parseEndpointList([list], "'endpoints'").map(endpointText);

test.each([
  ['https://a.example.com;https://b.example.com'],
  ['https://a.example.com,https://b.example.com'],
  ['https://a.example.com/communication;https://b.example.com/communication;'],
  ['https://a.example.com , https://b.example.com ,\n'],
  ['https://a.example.com\r\nhttps://b.example.com\r\n'],
  ['https://a.example.com;\n  https://b.example.com'],
  ['\ufeffhttps://a.example.com;https://b.example.com'],
  ['https://a.example.com\u00a0;\u00a0https://b.example.com'],
  ['{https://a.example.com;https://b.example.com}'],
  ['{ https://a.example.com ; https://b.example.com ; }\n'],
  ['{https://a.example.com}{https://b.example.com}'],
  ['{https://a.example.com};{https://b.example.com};'],
  ['{https://a.example.com},https://b.example.com'],
  ['https://a.example.com;{https://b.example.com}'],
  ['{*https://a.example.com/communication}{https://b.example.com/communication}'],
  ['*https://a.example.com;https://b.example.com'],
])('reads two endpoints from %j', (list) => {
  expect(texts(list)).toEqual(['https://a.example.com:443', 'https://b.example.com:443']);
});

test('keeps order and duplicates for the caller', () => {
  expect(texts('https://b.example.com;https://a.example.com;https://B.example.com:443')).toEqual([
    'https://b.example.com:443', 'https://a.example.com:443', 'https://b.example.com:443',
  ]);
});

test('reads nothing from a blank text', () => {
  expect(texts('')).toEqual([]);
  expect(texts(' \r\n')).toEqual([]);
});

test('counts the parts through the elements of an array', () => {
  expect(() => parseEndpointList(['https://a.example.com;https://b.example.com', 'https://c.example.com', 'c'], 'list'))
    .toThrow(new Error('list part 4: must begin with "https://" or "http://"'));
});

const braces = (part: number): string => `'endpoints' part ${part}: braces must enclose URLs, in pairs`;
const empty = (part: number): string => `'endpoints' part ${part}: must not be empty; remove the extra separator`;
const scheme = (part: number): string => `'endpoints' part ${part}: must begin with "https://" or "http://"`;

test.each([
  [';https://a.example.com', empty(1)],
  [';', empty(1)],
  ['https://a.example.com;;https://b.example.com', empty(2)],
  ['https://a.example.com; ,https://b.example.com', empty(2)],
  ['https://a.example.com;;', empty(2)],
  ['{https://a.example.com};;{https://b.example.com}', empty(2)],
  ['{;https://a.example.com}', empty(1)],
  ['{https://a.example.com', braces(2)],
  ['https://a.example.com}', braces(2)],
  ['{https://a.example.com}}', braces(2)],
  ['{{https://a.example.com}}', braces(1)],
  ['{}', braces(1)],
  ['{https://a.example.com}{}', braces(2)],
  ['https://a.example.com{https://b.example.com}', braces(2)],
  ['}', braces(1)],
  ['https://a.example.com/x;b.example.com', scheme(2)],
  ['https://a.example.com;**https://b.example.com', scheme(2)],
  ['https://a.example.com;*', scheme(2)],
  ['https://a.exam ple.com', scheme(2)],
  ['https://a.example.com:9999,9998', scheme(2)],
  ['https://a.example.com;https://b.example.com:0;https://c.example.com', "'endpoints' part 2: port must be an integer from 1 to 65535"],
])('refuses %j', (list, message) => {
  expect(() => texts(list)).toThrow(new Error(message));
});

const host = fc.oneof(
  fc.domain(),
  fc.tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)).map((numbers) => numbers.join('.')),
  fc.tuple(fc.integer({ min: 1, max: 0xffff }), fc.nat(0xffff)).map(([a, b]) => `[2001:${a.toString(16)}::${b.toString(16)}]`),
);
const url = fc.tuple(
  fc.constantFrom('https', 'http', 'HTTPS'), host, fc.option(fc.integer({ min: 1, max: 65535 })), fc.constantFrom('', '/', '/communication', '/e/x?y=z'),
).map(([protocol, name, port, path]) => `${protocol}://${name}${port === null ? '' : `:${port}`}${path}`);
const blanks = fc.constantFrom('', '', ' ', '\n', '\r\n', '\t ', '\ufeff');
const separator = fc.tuple(blanks, fc.constantFrom(',', ';'), blanks).map((parts) => parts.join(''));
/** URLs in any of the ways in which a list may be written, and the text of that list. */
const list = fc.array(fc.array(url, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }).chain((groups) => fc.tuple(
  fc.constant(groups),
  fc.boolean(),
  fc.array(separator, { minLength: 20, maxLength: 20 }),
  fc.array(fc.tuple(blanks, blanks, fc.constantFrom('', '*')), { minLength: 20, maxLength: 20 }),
  fc.boolean(),
)).map(([groups, inBraces, separators, around, trailing]) => {
  let next = 0;
  const joined = groups.map((group) => {
    const inner = group.map((part) => {
      const [before, after, mark] = around[next % 20];
      return `${before}${mark}${part}${after}${separators[next++ % 20]}`;
    }).join('').replace(/[,;]\s*$/, '');
    return inBraces ? `{${inner}}` : inner;
  }).join(inBraces ? '' : ';');
  return { urls: groups.flat(), text: trailing ? `${joined};\n` : joined };
});

test('reads every list of valid endpoints, however it is joined, without losing one', () => {
  fc.assert(fc.property(list, ({ urls, text }) => {
    expect(texts(text)).toEqual(urls.map((part) => endpointText(parseEndpointUrl(part, 'url'))));
  }), { numRuns: 500 });
});

test('never loses a host behind a wrong separator: it reads all of them or throws', () => {
  const anySeparator = fc.oneof(fc.string({ minLength: 0, maxLength: 3 }), fc.constantFrom('|', '\\', '&', '#', '?', '/', ':', '"', "'", '%20', '+'));
  fc.assert(fc.property(url, anySeparator, url, (first, between, second) => {
    let read: string[] | undefined;
    try {
      read = texts(`${first}${between}${second}`);
    } catch {
      return;
    }
    expect(read[read.length - 1]).toBe(endpointText(parseEndpointUrl(second, 'url')));
    expect(read).toHaveLength(2);
  }), { numRuns: 1000 });
});
