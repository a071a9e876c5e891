import * as fc from 'fast-check';
import { CAPTURE_ANNOTATIONS, captureFaults, decideCapture, isLoopback, outboundCapture } from '../../../../src/analysis/reach/proxy/capture';

const {
  INCLUDE_OUTBOUND_IP_RANGES, EXCLUDE_OUTBOUND_IP_RANGES, INCLUDE_OUTBOUND_PORTS, EXCLUDE_OUTBOUND_PORTS, INCLUDE_INBOUND_PORTS,
  EXCLUDE_INBOUND_PORTS, EXCLUDE_INTERFACES, INTERCEPTION_MODE,
} = CAPTURE_ANNOTATIONS;

test.each<[annotation: string, value: string, fault: string | undefined]>([
  [INCLUDE_OUTBOUND_IP_RANGES, '*', undefined],
  [INCLUDE_OUTBOUND_IP_RANGES, '', undefined],
  [INCLUDE_OUTBOUND_IP_RANGES, '10.0.0.0/8,2001:db8::/32', undefined],
  [INCLUDE_OUTBOUND_IP_RANGES, '10.0.0.0/8, 172.16.0.0/12', 'must be "*" or CIDRs joined by commas without spaces'],
  [INCLUDE_OUTBOUND_IP_RANGES, '10.0.0.0/8,', 'must be "*" or CIDRs joined by commas without spaces'],
  [EXCLUDE_OUTBOUND_IP_RANGES, '', undefined],
  [EXCLUDE_OUTBOUND_IP_RANGES, '10.1.2.3/32', undefined],
  [EXCLUDE_OUTBOUND_IP_RANGES, '10.1.2.3', 'must be CIDRs joined by commas without spaces'],
  [EXCLUDE_OUTBOUND_IP_RANGES, '*', 'must be CIDRs joined by commas without spaces'],
  [EXCLUDE_OUTBOUND_PORTS, '443,8443', undefined],
  [EXCLUDE_OUTBOUND_PORTS, '443, 8443', undefined],
  [EXCLUDE_OUTBOUND_PORTS, '', undefined],
  [EXCLUDE_OUTBOUND_PORTS, '80-90', 'must be ports from 0 to 65535 joined by commas'],
  [EXCLUDE_OUTBOUND_PORTS, 'https', 'must be ports from 0 to 65535 joined by commas'],
  [EXCLUDE_OUTBOUND_PORTS, '70000', 'must be ports from 0 to 65535 joined by commas'],
  [EXCLUDE_OUTBOUND_PORTS, '*', 'must be ports from 0 to 65535 joined by commas'],
  [INCLUDE_OUTBOUND_PORTS, 'any text', undefined],
  [INCLUDE_INBOUND_PORTS, '*', undefined],
  [INCLUDE_INBOUND_PORTS, 'http', 'must be "*" or ports from 0 to 65535 joined by commas'],
  [EXCLUDE_INBOUND_PORTS, '15020', undefined],
  [EXCLUDE_INBOUND_PORTS, '*', 'must be ports from 0 to 65535 joined by commas'],
  [EXCLUDE_INTERFACES, 'eth1,net1', undefined],
  [EXCLUDE_INTERFACES, '1eth', 'must be names of interfaces joined by commas'],
  [INTERCEPTION_MODE, 'REDIRECT', undefined],
  [INTERCEPTION_MODE, 'TPROXY', undefined],
  [INTERCEPTION_MODE, 'NONE', undefined],
  [INTERCEPTION_MODE, 'redirect', 'must be REDIRECT, TPROXY or NONE'],
])('the injector on annotation %s with value "%s"', (annotation, value, fault) => {
  expect(captureFaults({ [annotation]: value }, '1.31')).toEqual(fault ? [{ annotation, message: `'${annotation}' ${fault}, got "${value}"` }] : []);
});

test('names of interfaces are checked since Istio 1.30', () => {
  expect([captureFaults({ [EXCLUDE_INTERFACES]: '1eth' }, '1.29'), captureFaults({ [EXCLUDE_INTERFACES]: '1eth' }, '1.30')]).toEqual([
    [],
    [{ annotation: EXCLUDE_INTERFACES, message: `'${EXCLUDE_INTERFACES}' must be names of interfaces joined by commas, got "1eth"` }],
  ]);
});

describe.each<[what: string, annotations: Record<string, string>, ip: string | undefined, seen: boolean | undefined, by: string | undefined]>([
  ['everything is seen without annotations', {}, '203.0.113.7', true, undefined],
  ['the address need not be known then', {}, undefined, true, undefined],
  ['an excluded port is not', { [EXCLUDE_OUTBOUND_PORTS]: '80,443' }, '203.0.113.7', false, EXCLUDE_OUTBOUND_PORTS],
  ['an excluded port comes before an included one', { [EXCLUDE_OUTBOUND_PORTS]: '443', [INCLUDE_OUTBOUND_PORTS]: '443' }, undefined, false, EXCLUDE_OUTBOUND_PORTS],
  ['an excluded range comes before an included port', { [EXCLUDE_OUTBOUND_IP_RANGES]: '203.0.113.0/24', [INCLUDE_OUTBOUND_PORTS]: '443' }, '203.0.113.7', false,
    EXCLUDE_OUTBOUND_IP_RANGES],
  ['an included port comes before included ranges', { [INCLUDE_OUTBOUND_PORTS]: '443', [INCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, '203.0.113.7', true,
    INCLUDE_OUTBOUND_PORTS],
  ['all ports may be included', { [INCLUDE_OUTBOUND_PORTS]: '*', [INCLUDE_OUTBOUND_IP_RANGES]: '' }, '203.0.113.7', true, INCLUDE_OUTBOUND_PORTS],
  ['an address outside the included ranges is not seen', { [INCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, '203.0.113.7', false, INCLUDE_OUTBOUND_IP_RANGES],
  ['an address inside is', { [INCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, '10.1.2.3', true, INCLUDE_OUTBOUND_IP_RANGES],
  ['an address of the other family is outside', { [INCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, '2001:db8::1', false, INCLUDE_OUTBOUND_IP_RANGES],
  ['without included ranges, nothing is captured', { [INCLUDE_OUTBOUND_IP_RANGES]: '' }, undefined, false, INCLUDE_OUTBOUND_IP_RANGES],
  ['an unknown address can be included', { [INCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, undefined, undefined, INCLUDE_OUTBOUND_IP_RANGES],
  ['an unknown address can be excluded', { [EXCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8' }, undefined, undefined, EXCLUDE_OUTBOUND_IP_RANGES],
  ['an address that is not included does not need to be excluded', { [EXCLUDE_OUTBOUND_IP_RANGES]: '10.0.0.0/8', [INCLUDE_OUTBOUND_IP_RANGES]: '' }, undefined, false,
    INCLUDE_OUTBOUND_IP_RANGES],
  ['the loopback address is not captured', {}, '127.0.0.1', false, undefined],
  ['interception can be off', { [INTERCEPTION_MODE]: 'NONE' }, '203.0.113.7', false, INTERCEPTION_MODE],
])('%s', (_, annotations, ip, seen, annotation) => {
  test('on port 443', () => {
    expect(decideCapture(outboundCapture(annotations), ip, 443)).toEqual({ seen, ...annotation === undefined ? {} : { annotation } });
  });
});

test('loopback addresses are 127.0.0.0/8 and ::1', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '127.example', undefined].map(isLoopback)).toEqual([true, true, true, false, false, false]);
});

test('invalid values count as missing', () => {
  expect(outboundCapture({ [EXCLUDE_OUTBOUND_PORTS]: 'https,443,', [EXCLUDE_OUTBOUND_IP_RANGES]: 'x,10.0.0.0/8' })).toEqual({
    intercepts: true,
    includedRanges: '*',
    excludedRanges: [{ address: '10.0.0.0', prefix: 8, ipv6: false }],
    includedPorts: new Set(),
    excludedPorts: new Set([443]),
  });
});

test('no annotations make it throw, and what the injector takes never has a fault', () => {
  fc.assert(fc.property(
    fc.dictionary(fc.constantFrom(...Object.values(CAPTURE_ANNOTATIONS)), fc.string()),
    fc.option(fc.oneof(fc.ipV4(), fc.ipV6()), { nil: undefined }),
    (annotations, ip) => {
      captureFaults(annotations, '1.31');
      expect([true, false, undefined]).toContain(decideCapture(outboundCapture(annotations), ip, 443).seen);
    },
  ));
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 65535 })), ports => {
    expect(captureFaults({ [EXCLUDE_OUTBOUND_PORTS]: ports.join(',') }, '1.31')).toEqual([]);
  }));
});
