import { checkPortNumber } from '../../src/core/port-number';

test.each([1, 443, 65535])('%d is a port', port => {
  expect(checkPortNumber('port', port)).toBe(port);
});

test.each([0, -1, 65536, 443.5, NaN, Infinity])('%d throws', port => {
  expect(() => checkPortNumber('prop', port)).toThrow(new Error(`'prop' must be a port number from 1 to 65535, got "${port}"`));
});
