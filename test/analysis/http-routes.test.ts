import { entry, verdictOf } from './manifests';

const QUESTION = { host: 'b.test.', port: 443, protocol: 'http' } as const;
const plain = entry('b.test', 443, 'HTTP');

describe('a Host with a dot at its end', () => {
  const dotted = (protocol: string) => entry('b.test.', 443, protocol, {}, { name: 'dotted', namespace: 'shop' });

  test('is another spelling of a host', () => {
    expect(verdictOf([plain], QUESTION)).toBe('REACHABLE b.test');
  });

  test('stays so if the entry whose full name it is takes no requests', () => {
    expect(verdictOf([plain, dotted('TLS')], QUESTION)).toBe('REACHABLE b.test');
  });

  test('is left to the entry whose full name it is', () => {
    expect(verdictOf([plain, dotted('HTTP')], QUESTION)).toBe('REACHABLE b.test.');
  });
});
