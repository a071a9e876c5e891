import { isUnixAddress } from '../../../src/analysis/syntax/unix-address';

test.each(['unix:///run/x', 'unix://@x', 'unix://@', 'unix://@/'])('%s is a Unix socket', text => {
  expect(isUnixAddress(text)).toBe(true);
});

test.each(['', 'unix://', 'unix://x', 'unix:///', 'unix:///run/', 'unix:/run/x', 'UNIX:///run/x', '/run/x', '203.0.113.7'])('"%s" is not a Unix socket', text => {
  expect(isUnixAddress(text)).toBe(false);
});
