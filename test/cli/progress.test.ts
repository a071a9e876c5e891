import { NO_PROGRESS, progressOn } from '../../src/cli/base/progress';

/** Progress with a clock that a test moves. */
function progressAt(clock: { now: number }): { written: () => string; progress: ReturnType<typeof progressOn> } {
  let written = '';
  return { written: () => written, progress: progressOn(text => { written += text; }, () => clock.now) };
}

test('nothing is shown in the first second, and then a new text every tenth of a second', () => {
  const clock = { now: 5000 };
  const { progress, written } = progressAt(clock);
  for (const [now, text] of [[5000, 'a'], [5999, 'b'], [6000, 'c'], [6050, 'd'], [6100, 'e']] as const) {
    clock.now = now;
    progress.show(() => text);
  }
  expect(written()).toBe('\r\x1b[Kc …\r\x1b[Ke …');
});

test('a long step is shown when it begins', () => {
  const { progress, written } = progressAt({ now: 0 });
  progress.begin('checking');
  expect(written()).toBe('\r\x1b[Kchecking …');
});

test('the end removes what is shown, and only that', () => {
  const { progress, written } = progressAt({ now: 0 });
  progress.end();
  expect(written()).toBe('');
  progress.begin('checking');
  progress.end();
  progress.end();
  expect(written()).toBe('\r\x1b[Kchecking …\r\x1b[K');
});

test('without a terminal nothing is asked for', () => {
  const text = jest.fn();
  NO_PROGRESS.show(text);
  NO_PROGRESS.begin('checking');
  NO_PROGRESS.end();
  expect(text).not.toHaveBeenCalled();
});
