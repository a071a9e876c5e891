import { Construct } from 'constructs';
import { acceptRule, isAccepted } from '../../src/core/accepted-rule';

const root = new Construct(undefined as unknown as Construct, '');
const [one, other, foreign] = ['one', 'other', 'foreign'].map(id => new Construct(root, id));
acceptRule(one, 'a/first');
acceptRule(one, 'a/second');
acceptRule(other, 'a/first');

test('a rule is accepted if both objects accept it', () => {
  expect(isAccepted('a/first', one, other)).toBe(true);
  expect(isAccepted('a/first', other, one)).toBe(true);
});

test('a rule is not accepted if only one of the objects accepts it, or there is only one object', () => {
  expect(isAccepted('a/second', one, other)).toBe(false);
  expect(isAccepted('a/first', one, foreign)).toBe(false);
  expect(isAccepted('a/first', foreign, one)).toBe(false);
  expect(isAccepted('a/first', one, undefined)).toBe(false);
});
