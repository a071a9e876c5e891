import { showLabels } from '../../../src/analysis/base/labels';

test('labels are shown the way kubectl takes them', () => {
  expect(showLabels({ 'app': 'api', 'example.com/version': 'v1' })).toBe('app=api,example.com/version=v1');
  expect(showLabels({ app: '' })).toBe('app=');
  expect(showLabels({})).toBe('');
});
