import { isEmptySelector, selectorKeyFaults } from '../../../../src/analysis/rules/shared/selector';

test('faults in the keys of a selector are reported', () => {
  expect([...selectorKeyFaults({ 'app': 'web*', '': 'x', 'a*': 'y' }, 'spec.selector')]).toEqual([
    "'spec.selector' must not have an empty key; name the label",
    "'spec.selector' must not have a wildcard, got the key \"a*\"; name each label, labels are compared literally",
  ]);
  expect([...selectorKeyFaults(undefined, 'spec.selector')]).toEqual([]);
});

test('a selector is empty if it is present without labels', () => {
  const selectors: ({ labels?: Record<string, string> } | undefined)[] = [undefined, {}, { labels: {} }, { labels: { app: 'web' } }];
  expect(selectors.map(isEmptySelector)).toEqual([false, true, true, false]);
});
