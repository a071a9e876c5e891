import { showLabels } from '../../../src/analysis/base/labels';

test('labels are shown in the form that kubectl accepts', () => {
  expect(showLabels({ 'app': 'api', 'example.com/version': 'v1' })).toBe('app=api,example.com/version=v1');
  expect(showLabels({ app: '' })).toBe('app=');
  expect(showLabels({})).toBe('');
});
