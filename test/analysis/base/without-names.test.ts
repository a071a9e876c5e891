import { withoutNames } from '../../../src/analysis/base/without-names';

test.each([
  ['Sidecar a/default does not import api.example.com:443.', ['a', 'default', 'api.example.com', '443'], 'Sidecar …/… does not import …:….'],
  ['only whole words, so not in data or a.b', ['a'], 'only whole words, so not in data or a.b'],
  ['hosts *.example.com and *', ['*.example.com'], 'hosts … and *'],
  ['nothing to leave open', [], 'nothing to leave open'],
])('%s', (text, names, expected) => {
  expect(withoutNames(text, new Set(names))).toBe(expected);
});
