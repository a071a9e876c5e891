import { Machine, missingOn } from '../../../../conformance/lab/machine/missing';

const READY: Machine = { platform: 'linux', isRoot: true, has: () => true };

test('a machine that has everything lacks nothing', () => {
  expect(missingOn(READY)).toEqual([]);
});

test('everything that is missing is listed at once, with its remedy', () => {
  expect(missingOn({ ...READY, isRoot: false, has: command => !['iptables', 'go'].includes(command) })).toEqual([
    'root is missing: the lab makes network namespaces and iptables rules; run it with "sudo env PATH=$PATH"',
    'iptables is missing: install it with "apt-get install iptables"',
    'go is missing: install Go 1.26 or later from https://go.dev/dl',
  ]);
});

test('without Linux, nothing else is listed', () => {
  expect(missingOn({ platform: 'darwin', isRoot: false, has: () => false })).toEqual([
    'Linux is missing: the lab makes network namespaces, and this is darwin; run it in a virtual machine',
  ]);
});
