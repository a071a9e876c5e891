import { hasControlCharacter } from '../../../src/analysis/syntax/control-characters';

test.each(['a\n', '\ta', 'a\rb', '\0'])('%j has a control character', text => {
  expect(hasControlCharacter(text)).toBe(true);
});

test.each(['', 'a b', '--set-host-tag=a=b', 'ä', '\x0b'])('%j has no control character', text => {
  expect(hasControlCharacter(text)).toBe(false);
});
