import * as library from '../src';

test('the package exports classes, enums and the L1 types, and no helper', () => {
  const helpers = Object.entries(library).filter(([, exported]) => typeof exported === 'function' ? !/^class\b/.test(String(exported)) : typeof exported !== 'object');
  expect(helpers.map(([name]) => name)).toEqual([]);
});
