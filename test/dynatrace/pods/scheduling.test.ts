import { Duration } from 'cdk8s';
import { renderTolerations, renderTopologySpreadConstraints, TaintEffect, Toleration, TolerationOperator, TopologySpreadConstraint, UnsatisfiableConstraintAction } from '../../../src/dynatrace/pods/scheduling';

test('one toleration can be for every taint', () => {
  expect(JSON.stringify(renderTolerations('tolerations', [{ operator: TolerationOperator.EXISTS }]))).toBe('[{"operator":"Exists"}]');
});

test.each<[Toleration, string]>([
  [
    { effect: TaintEffect.NO_SCHEDULE },
    '\'tolerations\' needs a key, or the operator "Exists" to tolerate every taint, got "{\\"effect\\":\\"NoSchedule\\"}"',
  ],
  [{ key: 'a', operator: TolerationOperator.EXISTS, value: 'b' }, '\'tolerations\' must not have a value for the operator "Exists", got "b"'],
  [
    { key: 'a', tolerationSeconds: Duration.seconds(1) },
    '\'tolerations\' accepts \'tolerationSeconds\' only with the effect "NoExecute", got the effect ""',
  ],
  [
    { key: 'a', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.millis(1500) },
    '\'tolerations.tolerationSeconds\' must be a whole number of seconds, at most 9007199254740991, got "1.5"',
  ],
  [
    { key: 'a b' },
    '\'tolerations\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a b"',
  ],
  [{ key: 'a', value: 'b c' }, '\'tolerations\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "b c"'],
])('%j is refused', (toleration, message) => {
  expect(() => renderTolerations('tolerations', [toleration])).toThrow(new Error(message));
});

const CONSTRAINT: TopologySpreadConstraint = { topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: UnsatisfiableConstraintAction.SCHEDULE_ANYWAY };

test.each<[Partial<TopologySpreadConstraint>, string]>([
  [{ maxSkew: 0 }, '\'constraints.maxSkew\' must be a whole number from 1 to 2147483647, got "0"'],
  [{ minDomains: 2 }, '\'constraints\' accepts \'minDomains\' only with "DoNotSchedule", got "ScheduleAnyway"'],
  [
    { minDomains: 0, whenUnsatisfiable: UnsatisfiableConstraintAction.DO_NOT_SCHEDULE },
    '\'constraints.minDomains\' must be a whole number from 1 to 2147483647, got "0"',
  ],
  [
    { topologyKey: '' },
    '\'constraints.topologyKey\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got ""',
  ],
])('a constraint with %j is refused', (difference, message) => {
  expect(() => renderTopologySpreadConstraints('constraints', [{ ...CONSTRAINT, ...difference }])).toThrow(new Error(message));
});
