import { numberOf, optionsIn, runCommand, UsageError } from '../../../conformance/command/command';

const USAGE = 'usage: command [options]';

/** What a program writes to standard error, and its exit code. */
async function ends(command: () => Promise<number>): Promise<{ readonly code: typeof process.exitCode; readonly errors: readonly unknown[][] }> {
  const error = jest.spyOn(console, 'error').mockImplementation();
  const before = process.exitCode;
  try {
    await runCommand(USAGE, command);
    return { code: process.exitCode, errors: error.mock.calls };
  } finally {
    process.exitCode = before;
    error.mockRestore();
  }
}

test('a program ends with the exit code that it returns', async () => {
  expect(await ends(() => Promise.resolve(3))).toEqual({ code: 3, errors: [] });
});

test('a wrong command line ends with 2 and shows the usage', async () => {
  expect(await ends(() => { throw new UsageError('unknown option --x'); })).toEqual({ code: 2, errors: [[`unknown option --x\n${USAGE}`]] });
});

test('a failure ends with 1 and its message, a mistake in the program with its stack', async () => {
  expect(await ends(() => Promise.reject(new Error('no such file')))).toEqual({ code: 1, errors: [['no such file']] });
  const mistake = new TypeError('x is not a function');
  const { code, errors } = await ends(() => Promise.reject(mistake));
  expect(code).toBe(1);
  expect(errors[0][0]).toBe(mistake);
});

test('unknown options and positional arguments are refused', () => {
  const options = { seed: { type: 'string' }, fresh: { type: 'boolean' } } as const;
  expect({ ...optionsIn(['--seed', '7', '--fresh'], options) }).toEqual({ seed: '7', fresh: true });
  expect(() => optionsIn(['--sede', '7'], options)).toThrow(UsageError);
  expect(() => optionsIn(['seed'], options)).toThrow(UsageError);
});

test('a number is whole and has up to 10 digits', () => {
  expect(numberOf('seed', undefined)).toBeUndefined();
  expect(numberOf('seed', '0')).toBe(0);
  expect(numberOf('seed', '9999999999')).toBe(9999999999);
  for (const text of ['', '-1', '1.5', 'x', '10000000000']) {
    expect(() => numberOf('seed', text)).toThrow(new UsageError(`'--seed' must be a number, got "${text}"`));
  }
});
