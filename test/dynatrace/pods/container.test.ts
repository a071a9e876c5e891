import { renderEnv, renderResources, EnvVar } from '../../../src/dynatrace/pods/container';

test.each(['0', '100m', '1.5Gi', '.5', '1e3', '1E-3', '128Ki', '+1'])('%s is a quantity', amount => {
  expect(renderResources('resources', { requests: { cpu: amount } })).toEqual({ requests: { cpu: { value: amount } }, limits: undefined });
});

test.each(['', '1 Gi', '1GB', '1gi', 'm', '1,5'])('%j is not a quantity', amount => {
  expect(() => renderResources('resources', { limits: { memory: amount } }))
    .toThrow(new Error(`'resources.limits' accepts quantities such as "100m" or "64Mi", got "${amount}"`));
});

test('resources without any amount are nothing', () => {
  expect(renderResources('resources', { requests: {}, limits: {} })).toBeUndefined();
  expect(renderResources('resources', undefined)).toBeUndefined();
});

test.each<[EnvVar[], string]>([
  [[{ name: 'A=B', value: 'x' }], '\'env\' accepts variables whose names are printable ASCII without \'=\', got "A=B"'],
  [[{ name: '', value: 'x' }], '\'env\' accepts variables whose names are printable ASCII without \'=\', got ""'],
  [[{ name: 'A', value: 'x' }, { name: 'A', value: 'y' }], '\'env\' must not have a variable twice, got "A"'],
  [[{ name: 'A', value: 'hidden', valueFrom: { fieldRef: { fieldPath: 'x' } } }], '\'env\' must have \'value\' or \'valueFrom\' for a variable, got both for "A"'],
  [
    [{ name: 'A', valueFrom: {} }],
    '\'env.valueFrom\' must have exactly one of \'configMapKeyRef\', \'secretKeyRef\', \'fieldRef\' and \'resourceFieldRef\', got "[]"',
  ],
  [
    [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' }, secretKeyRef: { name: 's', key: 'k' } } }],
    '\'env.valueFrom\' must have exactly one of \'configMapKeyRef\', \'secretKeyRef\', \'fieldRef\' and \'resourceFieldRef\', got "[\\"fieldRef\\",\\"secretKeyRef\\"]"',
  ],
  [
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'A_B', key: 'k' } } }],
    '\'env.valueFrom.secretKeyRef\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A_B"',
  ],
  [
    [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1 m' } } }],
    '\'env.valueFrom.resourceFieldRef.divisor\' accepts quantities such as "100m" or "64Mi", got "1 m"',
  ],
])('%j is refused', (env, message) => {
  expect(() => renderEnv('env', env)).toThrow(new Error(message));
});

test('a variable may have neither value nor source', () => {
  expect(renderEnv('env', [{ name: 'A' }])).toEqual([{ name: 'A', value: undefined, valueFrom: undefined }]);
});
