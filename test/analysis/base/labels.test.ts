import { labelsOf, showLabels } from '../../../src/analysis/base/labels';

test('labels are texts: other values are left out, and nothing is copied without them', () => {
  const labels = { app: 'api', empty: '' };
  expect(labelsOf(labels)).toBe(labels);
  expect(labelsOf({ app: 'api', port: 443, none: null, on: true })).toEqual({ app: 'api' });
  expect(labelsOf(undefined)).toEqual({});
  expect(labelsOf(['app'])).toEqual({});
});

test('labels are shown in the form that kubectl accepts', () => {
  expect(showLabels({ 'app': 'api', 'example.com/version': 'v1' })).toBe('app=api,example.com/version=v1');
  expect(showLabels({ app: '' })).toBe('app=');
  expect(showLabels({})).toBe('');
});
